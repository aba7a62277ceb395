// SPDX-License-Identifier: Apache-2.0
// A form with data-passkey asks the browser for a passkey (data-make: to make one) and sends its answer.
// Without this file the form says that it needs a password instead.
"use strict";

(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  function readable(options) {
    const key = options.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    for (const list of [key.excludeCredentials, key.allowCredentials])
      for (const one of list || []) one.id = bytes(one.id);
    return { publicKey: key };
  }

  function sendable(made) {
    const said = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
      if (made.response[name]) said[name] = text(made.response[name]);
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, response: said, clientExtensionResults: {},
    });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[data-failed]");
    const none = form.querySelector("[data-none]");
    if (!window.PublicKeyCredential) {
      none.hidden = false;
      continue;
    }
    form.querySelector("[data-needs]").hidden = true;
    form.querySelector("button").hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      failed.hidden = true;
      const options = readable(JSON.parse(form.dataset.passkey));
      const ask = "make" in form.dataset ? "create" : "get";
      try {
        form.elements.answer.value = sendable(await navigator.credentials[ask](options));
      } catch {
        failed.hidden = false;
        return;
      }
      form.submit();
    });
  }
})();
