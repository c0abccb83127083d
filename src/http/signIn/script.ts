/**
 * The one script of sign-in, served as a file of our own: asks the browser for a
 * passkey by its own JSON methods. Without it, or where there are no passkeys,
 * codes work and its buttons are not shown.
 */
export const PASSKEY_SCRIPT_PATH = "/sign-in/passkeys.js";

export const PASSKEY_SCRIPT = `"use strict";
(() => {
	const Key = window.PublicKeyCredential;
	if (!Key || !Key.parseCreationOptionsFromJSON || !Key.parseRequestOptionsFromJSON) return;
	const post = async (url, body) => {
		const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
		if (!answer.ok) throw new Error("refused");
		return answer.json();
	};
	const made = (options) => navigator.credentials.create({ publicKey: Key.parseCreationOptionsFromJSON(options) });
	const found = (options) => navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(options) });
	for (const button of document.querySelectorAll("button[data-offer]")) {
		const said = document.getElementById(button.dataset.said);
		button.closest("[hidden]").hidden = false;
		button.addEventListener("click", async () => {
			button.disabled = true;
			said.hidden = true;
			try {
				const options = await post(button.dataset.offer, {});
				const key = await (button.dataset.make ? made(options) : found(options));
				const { next } = await post(button.dataset.finish, { response: key.toJSON() });
				location.assign(next);
			} catch {
				said.hidden = false;
				button.disabled = false;
			}
		});
	}
})();
`;
