// Passkeys: asks the browser for a credential and puts it into the form's hidden field. Pages say what to do in data
// attributes: data-passkey="add | use | login" on the button, the options in <script id="js_data">, texts in data-words.

const decode = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const encode = (raw) =>
  btoa(String.fromCharCode(...new Uint8Array(raw))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function options(json) {
  const publicKey = structuredClone(json.publicKey);
  publicKey.challenge = decode(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = decode(publicKey.user.id);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    for (const item of publicKey[list] ?? []) item.id = decode(item.id);
  }
  return publicKey;
}

function asJson(credential) {
  const response = { clientDataJSON: encode(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = encode(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

const onPage = () => JSON.parse(document.getElementById("js_data").textContent);

const ways = {
  async add(form) {
    const { creation_options: json } = onPage();
    const publicKey = options(json);
    const alone = form.elements.passwordless?.checked ?? false; // good for a login without the password, too
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      userVerification: alone ? "required" : publicKey.authenticatorSelection?.userVerification,
    };
    return navigator.credentials.create({ publicKey });
  },
  use: () => navigator.credentials.get({ publicKey: options(onPage().request_options) }),
  async login(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error("no options");
    return navigator.credentials.get({ publicKey: options((await answer.json()).request_options) });
  },
};

for (const button of document.querySelectorAll("[data-passkey]")) {
  const form = button.form;
  const status = document.getElementById(button.dataset.status);
  if (!window.PublicKeyCredential) {
    button.disabled = true;
    status.textContent = button.dataset.missing;
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    status.textContent = button.dataset.waiting;
    try {
      form.elements.credential.value = JSON.stringify(asJson(await ways[button.dataset.passkey](form)));
      form.submit();
    } catch (error) {
      status.textContent = error.name === "InvalidStateError" ? button.dataset.known : button.dataset.failed;
    }
  });
}
