// A provider of OpenID Connect for tests: whoever types a name there is let in. Its clock is that of the tests.
const real = Date.now
const ahead = Number(process.env.NOW) - real()
Date.now = () => real() + ahead
const { default: Provider } = await import('oidc-provider')

const claims = (sub) => ({
  sub,
  email: `${sub}@example.test`,
  email_verified: sub !== 'mallory',
  preferred_username: sub,
  given_name: sub[0].toUpperCase() + sub.slice(1),
  family_name: 'Doe',
})
const settings = {
  clients: [{ client_id: 'podium', client_secret: process.env.SECRET, redirect_uris: [process.env.CALLBACK] }],
  claims: { email: ['email', 'email_verified'], profile: ['preferred_username', 'given_name', 'family_name'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => claims(sub) }),
}
const port = Number(process.env.PORT)
const provider = new Provider(`http://127.0.0.1:${port}`, settings)
provider.listen(port, '127.0.0.1', () => console.log('ready'))
