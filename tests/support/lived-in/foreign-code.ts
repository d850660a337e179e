/** Each foreign Action that runs at a login adds its name to this claim, so that their order can be seen. */
export const TRAIL = 'https://others.example.com/trail'
/** Set from a secret, so that a lost one shows. */
export const REGION = 'https://others.example.com/region'

/** What they share within a login, as one line: transaction metadata is kept across pages. */
const leaveTrail = (name: string): string => `
  const before = event.transaction?.metadata?.others_trail
  const trail = before === undefined ? ${JSON.stringify(name)} : before + ' > ' + ${JSON.stringify(name)}
  api.transaction.setMetadata('others_trail', trail)
  api.idToken.setCustomClaim('${TRAIL}', trail)
`

/** The code of Actions that somebody else has written. */
export const CODES = {
  trail: (name: string): string =>
    `exports.onExecutePostLogin = async (event, api) => {${leaveTrail(name)}}\n`,
  crm: `// Keeps the CRM up to date. Ask sales before you touch this!
exports.onExecutePostLogin = async (event, api) => {${leaveTrail('crm-sync')}
  api.idToken.setCustomClaim('${REGION}', event.secrets.CRM_REGION)
  api.accessToken.setCustomClaim('${REGION}', event.secrets.CRM_REGION)
}
`,
  refuse: `exports.onExecutePreUserRegistration = async (event, api) => {
  const domain = (event.user.email ?? '').split('@')[1]
  if (domain === event.secrets.REFUSED_DOMAIN) api.access.deny('domain_refused', 'Ask your administrator.')
}
`,
  mark: `exports.onExecutePreUserRegistration = async (event, api) => {
  api.user.setUserMetadata('source', event.client.name)
}
`,
  welcome: `exports.onExecutePostUserRegistration = async (event) => {\n  console.log('welcome', event.user.user_id)\n}\n`,
  machine: `exports.onExecuteCredentialsExchange = async (event, api) => {
  api.accessToken.setCustomClaim('https://others.example.com/machine', event.client.name)
}
`,
  changed: `exports.onExecutePostChangePassword = async (event) => {\n  console.log('changed', event.user.user_id)\n}\n`,
  reset: `exports.onExecutePostChallenge = async (event, api) => {\n  if (event.user.blocked) api.access.deny('blocked')\n}\n`,
}
