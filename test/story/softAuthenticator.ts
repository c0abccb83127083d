/**
 * An authenticator in software, for tests: makes discoverable ES256 credentials
 * and signs with them, by WebCrypto alone, so that it runs in Node and workerd.
 */
type Key = Parameters<typeof crypto.subtle.sign>[1];
type KeyPair = { publicKey: Key; privateKey: Key };
type Bytes = Uint8Array<ArrayBuffer>;
type Credential = {
	id: Bytes;
	keys: KeyPair;
	userHandle: string;
	rpId: string;
	counter: number;
};
export type SoftAuthenticator = {
	create(
		options: { challenge: string; rp: { id?: string }; user: { id: string } },
		origin: string,
	): Promise<Record<string, unknown>>;
	get(
		options: { challenge: string; rpId?: string },
		origin: string,
	): Promise<Record<string, unknown>>;
	/** False: nobody touched the sensor or typed the PIN. */
	verifiesPerson: boolean;
	/** Its credentials are kept by an account that copies them to other devices. */
	isCopied: boolean;
};

export function softAuthenticator(): SoftAuthenticator {
	const held: Credential[] = [];
	const self: SoftAuthenticator = {
		verifiesPerson: true,
		isCopied: false,
		async create({ challenge, rp, user }, origin) {
			const keys = (await crypto.subtle.generateKey(
				{ name: "ECDSA", namedCurve: "P-256" },
				true,
				["sign", "verify"],
			)) as KeyPair;
			const one = {
				id: crypto.getRandomValues(new Uint8Array(16)),
				keys,
				userHandle: user.id,
				rpId: rp.id ?? new URL(origin).hostname,
				counter: 0,
			};
			held.push(one);
			const { x, y } = (await crypto.subtle.exportKey(
				"jwk",
				keys.publicKey,
			)) as { x?: string; y?: string };
			// CBOR by hand: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
			const cose = join(
				[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32],
				bytesOf(x ?? ""),
				[0x22, 0x58, 32],
				bytesOf(y ?? ""),
			);
			const data = join(
				await authenticatorData(one, 0x40),
				new Uint8Array(16),
				[0, one.id.length],
				one.id,
				cose,
			);
			const attestationObject = join(
				[0xa3, 0x63],
				text("fmt"),
				[0x64],
				text("none"),
				[0x67],
				text("attStmt"),
				[0xa0, 0x68],
				text("authData"),
				[0x58, data.length],
				data,
			);
			return shell(one, {
				attestationObject: base64Url(attestationObject),
				clientDataJSON: clientData("webauthn.create", challenge, origin),
				transports: ["internal"],
			});
		},
		async get({ challenge, rpId }, origin) {
			const one = held.find(
				(each) => each.rpId === (rpId ?? new URL(origin).hostname),
			);
			if (!one)
				throw new Error(
					"Expected a credential for this place, the authenticator holds none.",
				);
			one.counter++;
			const clientDataJSON = clientData("webauthn.get", challenge, origin);
			const data = await authenticatorData(one, 0);
			const signed = join(data, await sha256(bytesOf(clientDataJSON)));
			const raw = new Uint8Array(
				await crypto.subtle.sign(
					{ name: "ECDSA", hash: "SHA-256" },
					one.keys.privateKey,
					signed,
				),
			);
			return shell(one, {
				authenticatorData: base64Url(data),
				clientDataJSON,
				signature: base64Url(der(raw)),
				userHandle: one.userHandle,
			});
		},
	};
	async function authenticatorData(
		one: Credential,
		more: number,
	): Promise<Bytes> {
		const flags =
			0x01 |
			(self.verifiesPerson ? 0x04 : 0) |
			(self.isCopied ? 0x18 : 0) |
			more;
		return join(await sha256(text(one.rpId)), [
			flags,
			0,
			0,
			one.counter >> 8,
			one.counter & 255,
		]);
	}
	return self;
}

const shell = (one: Credential, response: Record<string, unknown>) => ({
	id: base64Url(one.id),
	rawId: base64Url(one.id),
	type: "public-key",
	clientExtensionResults: {},
	authenticatorAttachment: "platform",
	response,
});
const clientData = (type: string, challenge: string, origin: string) =>
	base64Url(
		text(JSON.stringify({ type, challenge, origin, crossOrigin: false })),
	);
const text = (words: string): Bytes => new TextEncoder().encode(words) as Bytes;
const sha256 = async (bytes: Bytes): Promise<Bytes> =>
	new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const join = (...parts: (readonly number[] | Uint8Array)[]): Bytes =>
	Uint8Array.from(parts.flatMap((part) => [...part]));
const base64Url = (bytes: Uint8Array): string =>
	btoa(String.fromCharCode(...bytes))
		.replaceAll("+", "-")
		.replaceAll("/", "_")
		.replaceAll("=", "");
const bytesOf = (words: string): Bytes =>
	Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
		c.charCodeAt(0),
	);
/** WebAuthn wants the two halves of a signature as DER integers. */
function der(raw: Bytes): Bytes {
	const whole = [raw.slice(0, 32), raw.slice(32)].flatMap((half) => {
		let digits = [...half];
		while (digits.length > 1 && digits[0] === 0) digits = digits.slice(1);
		if ((digits[0] ?? 0) > 127) digits = [0, ...digits];
		return [2, digits.length, ...digits];
	});
	return join([0x30, whole.length], whole);
}
