// What cognito-local lacks of what the product asks Cognito for, or does otherwise than AWS.
const { Targets } = require('cognito-local/lib/targets/targets.js');
const {
  CognitoError,
  InvalidParameterError,
  NotAuthorizedError,
  UserNotFoundError,
} = require('cognito-local/lib/errors.js');

/** Ends every refresh token of a user. */
Targets.AdminUserGlobalSignOut =
  ({ cognito, clock }) =>
  async (context, { UserPoolId, Username }) => {
    const pool = await cognito.getUserPool(context, UserPoolId);
    const user = await pool.getUserByUsername(context, Username);
    if (!user) throw new UserNotFoundError('User does not exist.');
    const changed = { ...user, RefreshTokens: [], UserLastModifiedDate: clock.get() };
    await pool.saveUser(context, changed);
    return {};
  };

/** AWS says of a user who is not there that he is not there, whatever an administrator asks. */
for (const name of ['AdminConfirmSignUp', 'AdminUpdateUserAttributes']) {
  const inner = Targets[name];
  Targets[name] = (services) => {
    const run = inner(services);
    return async (context, request) => {
      const pool = await services.cognito.getUserPool(context, request.UserPoolId);
      const user = await pool.getUserByUsername(context, request.Username);
      if (!user) throw new UserNotFoundError('User does not exist.');
      return run(context, request);
    };
  };
}

/** An address that signs somebody in belongs to one user only, proven or not, however it is spelt. */
const updateAttributes = Targets.AdminUpdateUserAttributes;
Targets.AdminUpdateUserAttributes = (services) => {
  const run = updateAttributes(services);
  return async (context, request) => {
    const pool = await services.cognito.getUserPool(context, request.UserPoolId);
    const wanted = request.UserAttributes?.find(({ Name }) => Name === 'email')?.Value;
    if (wanted && pool.options.UsernameAttributes?.includes('email')) {
      const own = await pool.getUserByUsername(context, request.Username);
      const holder = (await pool.listUsers(context)).find(
        ({ Username, Attributes }) =>
          Username !== own?.Username &&
          Attributes.some(
            ({ Name, Value }) => Name === 'email' && Value.toLowerCase() === wanted.toLowerCase(),
          ),
      );
      if (holder) {
        const message = 'An account with the given email already exists.';
        throw new CognitoError('AliasExistsException', message);
      }
    }
    return run(context, request);
  };
};

/** The password policy of the pool, and a client that names a pool whose users make themselves. */
const signUp = Targets.SignUp;
Targets.SignUp = (services) => {
  const run = signUp(services);
  return async (context, request) => {
    const pool = await services.cognito.getUserPoolForClientId(context, request.ClientId);
    if (pool.options.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true) {
      throw new NotAuthorizedError('SignUp is not permitted for this user pool');
    }
    refuseWeak(pool.options, request.Password);
    return run(context, request);
  };
};
const setPassword = Targets.AdminSetUserPassword;
Targets.AdminSetUserPassword = (services) => {
  const run = setPassword(services);
  return async (context, request) => {
    const pool = await services.cognito.getUserPool(context, request.UserPoolId);
    refuseWeak(pool.options, request.Password);
    return run(context, request);
  };
};

function refuseWeak({ Policies }, password) {
  const policy = Policies?.PasswordPolicy;
  if (!policy) return;
  if (typeof password !== 'string') throw new InvalidParameterError('A password is needed.');
  const lacks = [
    [password.length < Number(policy.MinimumLength ?? 6), 'Password not long enough'],
    [policy.RequireLowercase && !/[a-z]/.test(password), 'Password must have lowercase characters'],
    [policy.RequireUppercase && !/[A-Z]/.test(password), 'Password must have uppercase characters'],
    [policy.RequireNumbers && !/\d/.test(password), 'Password must have numeric characters'],
    [
      policy.RequireSymbols && !/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(password),
      'Password must have symbol characters',
    ],
  ].find(([lack]) => lack);
  if (!lacks) return;
  const message = `Password did not conform with policy: ${lacks[1]}`;
  throw new CognitoError('InvalidPasswordException', message);
}

/** A client that prevents it tells nobody who exists, and a wrong password goes by AWS's name. */
const initiateAuth = Targets.InitiateAuth;
Targets.InitiateAuth = (services) => {
  const run = initiateAuth(services);
  return async (context, request) => {
    try {
      const answer = await run(context, request);
      const result = answer.AuthenticationResult;
      if (result) result.ExpiresIn ??= 3600;
      return answer;
    } catch (fault) {
      if (fault.code === 'InvalidPasswordException' || fault.code === 'UserNotFoundException') {
        throw new NotAuthorizedError('Incorrect username or password.');
      }
      throw fault;
    }
  };
};
