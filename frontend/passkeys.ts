// Passkeys: what the wiki asks is put to the device, and its answer is sent by the form as any other.
interface Described {
  id: string;
  type: "public-key";
  transports?: AuthenticatorTransport[];
}

/** What the server asks: octets are in base64url. */
interface Asked {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Described[];
  allowCredentials?: Described[];
}

function octets(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function written(raw: ArrayBuffer | null): string {
  const plain = Array.from(new Uint8Array(raw ?? new ArrayBuffer(0)), (octet) => String.fromCharCode(octet)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function described(list: Described[] = []): PublicKeyCredentialDescriptor[] {
  return list.map(({ id, ...rest }) => ({ ...rest, id: octets(id) }));
}

async function made(asked: Asked): Promise<object> {
  const publicKey = {
    ...(asked as unknown as PublicKeyCredentialCreationOptions),
    challenge: octets(asked.challenge),
    user: { ...asked.user, id: octets(asked.user.id) },
    excludeCredentials: described(asked.excludeCredentials),
  };
  const key = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const answer = key.response as AuthenticatorAttestationResponse;
  return {
    id: key.id,
    rawId: written(key.rawId),
    type: key.type,
    response: {
      clientDataJSON: written(answer.clientDataJSON),
      attestationObject: written(answer.attestationObject),
      transports: answer.getTransports?.() ?? [],
    },
  };
}

async function signed(asked: Asked): Promise<object> {
  const publicKey = {
    ...(asked as unknown as PublicKeyCredentialRequestOptions),
    challenge: octets(asked.challenge),
    allowCredentials: described(asked.allowCredentials),
  };
  const key = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const answer = key.response as AuthenticatorAssertionResponse;
  return {
    id: key.id,
    rawId: written(key.rawId),
    type: key.type,
    response: {
      clientDataJSON: written(answer.clientDataJSON),
      authenticatorData: written(answer.authenticatorData),
      signature: written(answer.signature),
      userHandle: answer.userHandle ? written(answer.userHandle) : null,
    },
  };
}

/** A refusal of the server, in its own words. */
class Refused extends Error {}

async function ask(form: HTMLFormElement): Promise<Asked> {
  const answer = await fetch(form.dataset.asks ?? "", {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
  });
  const said = (await answer.json()) as Asked & { detail?: string };
  if (!answer.ok) throw new Refused(said.detail);
  return said;
}

/** Why nothing came of it: said by the server, or by who closed the window of the device. */
function reason(form: HTMLFormElement, error: unknown): string {
  if (error instanceof Refused && error.message) return error.message;
  const name = error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return form.dataset.there ?? "";
  return (name === "NotAllowedError" ? form.dataset.stopped : form.dataset.failed) ?? "";
}

function send(form: HTMLFormElement, make: (asked: Asked) => Promise<object>): void {
  const field = form.elements.namedItem("answer") as HTMLInputElement;
  const button = form.querySelector("button");
  const place = form.querySelector<HTMLElement>("[data-passkey-said]");
  const say = (sentence: string): void => {
    if (!place) return;
    place.hidden = !sentence;
    place.textContent = sentence;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("");
    if (button) button.disabled = true;
    try {
      field.value = JSON.stringify(await make(await ask(form)));
      const kept = document.querySelector<HTMLInputElement>("input[type=checkbox][name=remembered]");
      const own = form.elements.namedItem("remembered");
      if (own instanceof HTMLInputElement) own.disabled = !kept?.checked;
      const password = form.elements.namedItem("password");
      if (password instanceof HTMLInputElement) password.value = ""; // it was shown to be right
      form.submit();
    } catch (error) {
      say(reason(form, error));
    } finally {
      if (button) button.disabled = false;
    }
  });
}

if ("PublicKeyCredential" in window) {
  for (const part of document.querySelectorAll<HTMLElement>("[data-with-passkeys]")) part.hidden = false;
  for (const part of document.querySelectorAll<HTMLElement>("[data-without-passkeys]")) part.hidden = true;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-asks]")) {
    send(form, form.dataset.makes ? made : signed);
  }
}
