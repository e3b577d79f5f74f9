import { RPC, type RpcError } from './errors.ts';
import type { Company, SimplyBookState, User } from './state.ts';

/** Who signs in with company, login and key; or what is wrong with them. */
export function letIn(
  state: SimplyBookState,
  [companyLogin, login, key]: readonly unknown[],
): { readonly company: Company; readonly user: User } | RpcError {
  const company = state.companies.get(String(companyLogin));
  if (!company) return RPC.noCompany;
  if (!company.apiEnabled) return RPC.featureOff;
  if (company.hipaa) return RPC.hipaa;
  const user = company.users.get(String(login));
  if (!user) return RPC.noUser;
  if (user.key !== key) return RPC.wrongKey;
  if (user.blocked) return RPC.blocked;
  return { company, user };
}
