import type { CatalogueTexts } from './shape.ts';

export const en: CatalogueTexts = {
  spheres: {
    general: {
      name: 'General',
      about: 'Any kind of business. Comes with the basic integrations.',
    },
    beauty: {
      name: 'Beauty & Wellness',
      about: 'Beauty salons, spas, barbershops and independent specialists.',
    },
    health: {
      name: 'Health & Medical',
      about: 'Clinics, doctors, dentists and physiotherapists.',
    },
  },
  types: {
    'google-calendar':
      'Bookings appear in the calendars of your specialists, and what they enter there blocks its time.',
    'google-meet':
      'Online appointments come with a link to a Google Meet call, from the calendar of their specialist or else from yours.',
    'google-sheets':
      'Bookings appear in a spreadsheet, and rows that your people type in block their time.',
    gmail: 'Confirmations and reminders reach clients from your own address.',
    telegram: 'The AI answers your clients in Telegram and books them, within the hours you set.',
    whatsapp: 'The AI answers your clients in WhatsApp and books them.',
    instagram:
      'The AI answers direct messages in Instagram and books clients, within the hours you set.',
    'facebook-messenger':
      'The AI answers your clients in Messenger and books them, within the hours you set.',
    calendly: 'Appointments made in Calendly block their time here.',
    zoom: 'Online appointments come with a link to a meeting in your Zoom, instead of Google Meet.',
    booksy: 'Appointments made in Booksy and here block each other.',
    dikidi: 'Appointments made in Dikidi and here block each other.',
    easyweek: 'Appointments made in EasyWeek and here block each other.',
    treatwell: 'Appointments made in Treatwell and here block each other.',
    planity: 'Appointments made in Planity and here block each other.',
    reservio: 'Appointments made in Reservio and here block each other.',
    salonized: 'Appointments made in Salonized and here block each other.',
    simplybook: 'Appointments made in SimplyBook.me block their time here.',
    square: 'Appointments made in Square Appointments block their time here.',
    fresha: 'Appointments made in Fresha and here block each other.',
    znanylekarz: 'Visits booked at Znany Lekarz or Doctoralia and here block each other.',
    doctolib: 'Visits booked at Doctolib and here block each other.',
    jameda: 'Visits booked at Jameda and here block each other.',
    docua: 'Visits booked at Doc.ua and here block each other.',
    helsi: 'Visits booked at Helsi and here block each other.',
    patientaccess: 'Visits booked at Patient Access and here block each other.',
    zocdoc: 'Visits booked at Zocdoc and here block each other.',
    practo: 'Visits booked at Practo and here block each other.',
  },
  services: {
    sendpulse: 'Brings what clients write in Telegram, and takes the answers there.',
    'telegram-reception': 'Your own Telegram bot that brings new bookings to reception.',
    'telegram-specialist': 'Your own Telegram bot in which specialists run their day.',
    appsheet: 'Bookings appear in a table of your AppSheet app.',
    google: 'A key that serves the spreadsheet and the calendars that are shared with its address.',
    altegio: 'Appointments made in Altegio block their time here.',
    stripe: 'Clients pay online for what they book.',
  },
  needs: {
    preparation: 'The connection is being prepared. Write to us if you want to be told first.',
    approval:
      'The platform opens its interface only to software that it has approved. Write to us: approval is needed before we can connect it.',
    partnership:
      'The platform opens its interface only to its partners. Write to us: an agreement with the platform is needed before we can connect it.',
    bridge:
      'The platform has no public interface. Keep these appointments in a Google Calendar or spreadsheet as well: their time is blocked from there.',
  },
};
