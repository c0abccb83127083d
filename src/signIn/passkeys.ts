/**
 * Passkeys: the ceremonies are the library's, what is kept of them is ours.
 *
 * The library is imported with the first ceremony, since nobody who starts the
 * service waits for one. It throws whatever it trips over in garbled input; each of
 * those is a refusal here and never a fault of ours (docs/decisions/0022).
 */
import { Buffer } from "node:buffer";
import type {
	AuthenticationResponseJSON,
	PublicKeyCredentialCreationOptionsJSON,
	PublicKeyCredentialRequestOptionsJSON,
	RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { AppError } from "../errors.ts";
import type { Service } from "../service.ts";
import type { AccountRow, CeremonyRow, PasskeyRow } from "./store.ts";
import { hashFor, newToken } from "./tokens.ts";

/** EdDSA, ES256, RS256. Named, or the library asks for ones that Node warns of. */
const ALGORITHMS = [-8, -7, -257];
const CEREMONY_MS = 5 * 60_000;
/** As many as anybody has devices; more would be somebody's script. */
const MOST_PASSKEYS = 20;

type Parts = Pick<
	Service,
	"signIn" | "secrets" | "clock" | "settings" | "wording"
>;

export type Ceremony<Options> = {
	options: Options;
	/** Goes into a cookie: the answer counts only in the browser that was asked. */
	ticket: string;
};

/** Browsers hold passkeys for names alone, and only where nobody listens on the way. */
export function passkeysArePossible({
	settings,
}: Pick<Service, "settings">): boolean {
	const { protocol, hostname } = new URL(settings.publicUrl);
	const isAddress = /^[\d.]+$|^\[/.test(hostname);
	return !isAddress && (protocol === "https:" || hostname === "localhost");
}

export async function offerPasskey(
	parts: Parts,
	account: AccountRow,
	shownName: string,
): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON>> {
	const { generateRegistrationOptions } = await library();
	const known = await parts.signIn.passkeysOf(account.id);
	if (known.length >= MOST_PASSKEYS)
		throw new AppError(
			"conflict",
			`Expected at most ${MOST_PASSKEYS} passkeys, there are as many; remove one first.`,
		);
	const { settings, wording } = parts;
	const options = await generateRegistrationOptions({
		rpName: wording.text(settings.locale, "page-name"),
		rpID: hostOf(parts),
		userID: Uint8Array.from(new TextEncoder().encode(account.id)),
		userName: shownName,
		userDisplayName: shownName,
		attestationType: "none",
		supportedAlgorithmIDs: ALGORITHMS,
		excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
		authenticatorSelection: {
			residentKey: "required",
			userVerification: "required",
		},
	});
	const ticket = await open(parts, {
		kind: "register",
		challenge: options.challenge,
		accountId: account.id,
	});
	return { options, ticket };
}

/** Throws `unauthorized` for whatever does not prove a new passkey of this account. */
export async function addPasskey(
	parts: Parts,
	account: AccountRow,
	{
		ticket,
		response,
		name,
	}: { ticket: string; response: RegistrationResponseJSON; name: string },
): Promise<PasskeyRow> {
	const { signIn, clock } = parts;
	const { challenge } = await take(parts, "register", ticket, account.id);
	const { verifyRegistrationResponse } = await library();
	const { registrationInfo } = await refusing(() =>
		verifyRegistrationResponse({
			response,
			supportedAlgorithmIDs: ALGORITHMS,
			expectedChallenge: challenge,
			expectedOrigin: new URL(parts.settings.publicUrl).origin,
			expectedRPID: hostOf(parts),
			requireUserVerification: true,
		}),
	);
	if (!registrationInfo) throw notProven();
	const { credential, credentialDeviceType, credentialBackedUp } =
		registrationInfo;
	if (
		account.deskId !== undefined &&
		(credentialDeviceType !== "singleDevice" || credentialBackedUp)
	)
		throw new AppError(
			"forbidden",
			"Expected a passkey bound to this workstation, came one that is copied to other devices. Choose the workstation's own (Windows Hello without an account that synchronises, or a security key).",
		);
	const row: PasskeyRow = {
		id: credential.id,
		accountId: account.id,
		publicKey: Buffer.from(credential.publicKey).toString("base64url"),
		counter: credential.counter,
		transports: credential.transports ?? [],
		name,
		madeAt: clock.now(),
	};
	if (await signIn.addPasskey(row)) return row;
	throw new AppError(
		"conflict",
		"Expected a new passkey, came one that is known already.",
	);
}

export async function askForPasskey(
	parts: Parts,
): Promise<Ceremony<PublicKeyCredentialRequestOptionsJSON>> {
	const { generateAuthenticationOptions } = await library();
	const options = await generateAuthenticationOptions({
		rpID: hostOf(parts),
		userVerification: "required",
	});
	const ticket = await open(parts, {
		kind: "signIn",
		challenge: options.challenge,
	});
	return { options, ticket };
}

/** Whose passkey answered. */
export async function recognise(
	parts: Parts,
	ticket: string,
	response: AuthenticationResponseJSON,
): Promise<AccountRow> {
	const { signIn, clock } = parts;
	const { challenge } = await take(parts, "signIn", ticket);
	const passkey = await signIn.passkey(response.id);
	const account = passkey && (await signIn.account(passkey.accountId));
	if (!account) throw notProven();
	const { verifyAuthenticationResponse } = await library();
	const { verified, authenticationInfo } = await refusing(() =>
		verifyAuthenticationResponse({
			response,
			expectedChallenge: challenge,
			expectedOrigin: new URL(parts.settings.publicUrl).origin,
			expectedRPID: hostOf(parts),
			requireUserVerification: true,
			credential: {
				id: passkey.id,
				publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, "base64url")),
				counter: passkey.counter,
				transports: passkey.transports as never,
			},
		}),
	);
	const { userHandle } = response.response;
	const isTheirs =
		userHandle === undefined ||
		Buffer.from(userHandle, "base64url").toString() === account.id;
	// Copied since: a workstation's passkey has left the workstation.
	const hasLeft =
		account.deskId !== undefined && authenticationInfo?.credentialBackedUp;
	if (!verified || !isTheirs || hasLeft) throw notProven();
	const isFirst = await signIn.usePasskey(passkey.id, {
		before: passkey.counter,
		counter: authenticationInfo.newCounter,
		at: clock.now(),
	});
	if (!isFirst) throw notProven();
	return account;
}

async function open(
	parts: Parts,
	ceremony: Pick<CeremonyRow, "kind" | "challenge" | "accountId">,
): Promise<string> {
	const ticket = newToken();
	const now = parts.clock.now();
	await parts.signIn.addCeremony(
		{
			...ceremony,
			idHash: hashFor(parts, "ceremony", ticket),
			expiresAt: now + CEREMONY_MS,
		},
		{ at: now },
	);
	return ticket;
}

async function take(
	parts: Parts,
	kind: CeremonyRow["kind"],
	ticket: string,
	accountId?: string,
): Promise<CeremonyRow> {
	const found = await parts.signIn.takeCeremony(
		hashFor(parts, "ceremony", ticket),
	);
	if (
		found?.kind === kind &&
		found.expiresAt > parts.clock.now() &&
		found.accountId === accountId
	)
		return found;
	throw notProven();
}

async function refusing<T>(ceremony: () => Promise<T>): Promise<T> {
	try {
		return await ceremony();
	} catch (error) {
		throw notProven(error);
	}
}

const notProven = (cause?: unknown): AppError =>
	new AppError(
		"unauthorized",
		"Expected an answer of a passkey known here to the question just asked, came something else. Try again.",
		{ cause },
	);

const hostOf = ({ settings }: Parts): string =>
	new URL(settings.publicUrl).hostname;

const library = () => import("@simplewebauthn/server");
