// A provider of accounts for the tests: anybody is who they say. Its first line is the address where it answers.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const { client, secret, backs } = JSON.parse(process.argv[2]);
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

function account(_ctx, id) {
  const email = `${id.replace(/^unsure-/, "")}@exemple.fr`;
  const claims = { sub: id, email, email_verified: !id.startsWith("unsure-"), name: id };
  return { accountId: id, claims: async () => claims };
}

/** Nobody is asked whether the wiki may read their name. */
async function granted({ oidc }) {
  const known = oidc.session.grantIdFor(oidc.client.clientId);
  if (known) return oidc.provider.Grant.find(known);
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope("openid profile email");
  await grant.save();
  return grant;
}

async function ask(provider, request, response) {
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="fr"><title>Fournisseur</title><link rel="icon" href="data:,">
<form method="post"><label>Qui êtes-vous ? <input name="login"></label>
<button>Continuer</button><button name="no" value="1">Refuser</button></form></html>`);
    return;
  }
  let body = "";
  for await (const piece of request) body += piece;
  const form = new URLSearchParams(body);
  const said = form.get("no") ? { error: "access_denied" } : { login: { accountId: form.get("login") } };
  await provider.interactionFinished(request, response, said, { mergeWithLastSubmission: false });
}

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client,
        client_secret: secret,
        redirect_uris: backs,
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", kid: "one" }] },
    cookies: { keys: ["test"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: account,
    loadExistingGrant: granted,
  });
  const usual = provider.callback();
  server.on("request", (request, response) =>
    request.url.startsWith("/interaction/") ? ask(provider, request, response) : usual(request, response),
  );
  console.log(issuer);
});
