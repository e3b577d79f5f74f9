import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { entitlementsOf } from '../../../shared/billing/index.ts';
import { integrationLost } from '../../../shared/conversations/index.ts';
import {
  deleteIntegration,
  getIntegration,
  markNeedsAttention,
  noteConnected,
  saveCredentials,
  updateIntegration,
} from '../../../shared/integrations/index.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { createProject, getConnection } from '../../../shared/projects/index.ts';
import { startStand } from './stand.ts';

const [salon, clinic] = ['salon', 'clinic'] as [ProjectId, ProjectId];
const early = '2026-11-21T10:00:00.000Z';
const later = '2026-11-21T11:00:00.000Z';
const given = {
  projectId: salon,
  slug: 'zoom' as const,
  account: 'anna@salon.example',
  actor: 'owner',
  credentials: { refresh_token: 'very-secret', access_token: 'secret-too' },
  now: early,
};
const refused = { code: 'credentials_refused', message: 'Zoom refuses the token.' };

let stand: Awaited<ReturnType<typeof startStand>>;
beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  stand = await startStand();
});
afterAll(() => stand.close());

describe('the credentials of an integration', () => {
  it('do not come back when it was disconnected while the service was asked', async () => {
    const [projectId, owner] = ['race' as ProjectId, 'owner' as UserId];
    await createProject({
      projectId,
      owner,
      config: { sphere: 'beauty', country: 'UA' },
      package: 'starter',
      actor: 'test',
    });
    await saveCredentials({ ...given, projectId, slug: 'simplybook' });
    const ports = { mayHave: entitlementsOf, checks: {} };
    const asked = {
      ...{ access: { projectId }, caller: { userId: owner } },
      path: { integration_id: 'simplybook' },
    };
    const checks = {
      simplybook: async () => {
        await deleteIntegration(asked, {});
        return { kind: 'accepted' } as const;
      },
    };
    const login = { company_login: 'salon', user_login: 'olena', user_api_key: 'secret' };
    const body = { credentials: login };
    expect(await updateIntegration({ ...asked, body }, { ...ports, checks })).toMatchObject({
      refused: 'integration_not_found',
    });
    expect(await stand.row(projectId, 'simplybook')).toBeUndefined();
  });

  it('make it when it is not there, and lie sealed', async () => {
    await saveCredentials(given);
    expect(await getIntegration(salon, 'zoom')).toMatchObject({
      slug: 'zoom',
      type: { name: 'Zoom' },
      status: 'connected',
      active: true,
      hasCredentials: true,
      credentialFields: ['access_token', 'refresh_token'],
      account: 'anna@salon.example',
      createdAt: early,
    });
    expect((await getConnection(salon, 'zoom'))?.credentials).toEqual(given.credentials);
    expect(JSON.stringify(await stand.row(salon, 'zoom'))).not.toContain('secret');
    expect(await getIntegration(clinic, 'zoom')).toBeUndefined();
  });

  it('mend an integration that needed attention, and keep when it was made', async () => {
    await markNeedsAttention({ projectId: salon, slug: 'zoom', ...refused, now: early });
    await saveCredentials({ ...given, account: undefined, now: later });
    const mended = await getIntegration(salon, 'zoom');
    expect(mended).toMatchObject({ status: 'connected', createdAt: early, connectedAt: later });
    expect(mended).not.toHaveProperty('trouble');
    expect(mended).not.toHaveProperty('account');
  });
});

describe('an owner who signed in at a service', () => {
  it('has it connected, with the settings and the date it had before', async () => {
    await markNeedsAttention({ projectId: salon, slug: 'zoom', ...refused, now: early });
    const signedIn = { projectId: salon, slug: 'zoom', account: 'a@b.c', actor: 'o' } as const;
    await noteConnected({ ...signedIn, now: later });
    const found = await getIntegration(salon, 'zoom');
    expect(found).toMatchObject({ status: 'connected', account: 'a@b.c', createdAt: early });
    expect(found).not.toHaveProperty('trouble');
    await noteConnected({ ...signedIn, projectId: clinic, slug: 'calendly', now: later });
    expect(await getIntegration(clinic, 'calendly')).toMatchObject({
      ...{ status: 'connected', active: true, createdAt: later },
    });
  });
});

describe('an integration whose service says no', () => {
  const trouble = { projectId: salon, slug: 'zoom', ...refused, now: later } as const;

  it('needs attention, says why, and turns once', async () => {
    await saveCredentials(given);
    expect(await markNeedsAttention(trouble)).toBe(true);
    expect(await getIntegration(salon, 'zoom')).toMatchObject({
      status: 'needs_attention',
      trouble: { ...refused, since: later },
      hasCredentials: true,
    });
    expect(await markNeedsAttention({ ...trouble, code: 'other' })).toBe(false);
    expect((await getIntegration(salon, 'zoom'))?.trouble?.code).toBe('credentials_refused');
  });

  it('that is not there is not made', async () => {
    expect(await markNeedsAttention({ ...trouble, projectId: clinic })).toBe(false);
    expect(await stand.row(clinic, 'zoom')).toBeUndefined();
  });

  it('is told to the people of the project once', async () => {
    const { AlertEntity } = await import('../../../shared/conversations/index.ts');
    const { GetItemCommand } = await import('dynamodb-toolbox/entity/actions/get');
    const told = async () => {
      const key = { projectId: salon, kind: 'integration_attention', subject: 'zoom' } as const;
      return (await AlertEntity.build(GetItemCommand).key(key).send()).Item?.count;
    };
    await saveCredentials(given);
    expect(await told()).toBeUndefined();
    await Promise.all([integrationLost(trouble), integrationLost(trouble)]);
    await integrationLost(trouble);
    expect(await told()).toBe(1);
  });
});
