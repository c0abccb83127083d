/**
 * `dzvin rotate-secret`: the database is sealed anew with `DZVIN_SECRET_NEW`.
 *
 * All of it or nothing, in one transaction, with a copy beside it first. It refuses
 * while a service holds the file and while anything is open: the links and buttons
 * that people hold in their hands come from the old secret.
 */
import { chmodSync, existsSync, rmSync, statSync } from "node:fs";
import { addEvent } from "../db/sqlite/logged.ts";
import { rekey } from "../db/sqlite/rekey.ts";
import { type Hand, pastOf, sealedOf } from "../db/sqlite/restored.ts";
import type { Config } from "./config.ts";
import { AppError } from "./errors.ts";
import type { Sealed } from "./ports.ts";
import type { Files } from "./restore.ts";
import { createSecrets, type Secrets } from "./secrets.ts";

export const NEW_SECRET = "DZVIN_SECRET_NEW";

export type RotateOptions = {
	config: Pick<
		Config,
		"databaseFile" | "snapshotFile" | "journalFile" | "secret"
	>;
	newSecret: string | undefined;
	files: Files;
	now: number;
	print(line: string): void;
};

export function rotateSecret(options: RotateOptions): void {
	const { config, files, now, print } = options;
	const file = config.databaseFile;
	const from = createSecrets(config.secret);
	const to = newSecrets(options);
	if (!existsSync(file))
		throw new AppError(
			"invalid",
			`Expected the database at ${file}, there is no file.`,
		);
	mustBeMovedIn(config.journalFile);
	const copy = `${file}.before-rotation-${new Date(now).toISOString().replace(/[:.]/g, "-")}`;
	files.alone(file, () =>
		files.open(file, (hand) => {
			const sealed = sealedOf(hand);
			if (sealed !== undefined && opens(to, sealed)) {
				print(
					`${file} is sealed with ${NEW_SECRET} (${to.fingerprint()}) already; nothing was changed. Set DZVIN_SECRET to it.`,
				);
				return;
			}
			mustOpen(from, sealed, file);
			mustBeQuiet(hand);
			hand.run("vacuum into ?", copy);
			chmodSync(copy, 0o600);
			const done = together(hand, () => {
				noted(hand, now, from, to);
				return rekey(hand, from, to);
			});
			// What the old secret opens is gone from the file, too, not only from its tables.
			hand.run("vacuum");
			hand.all("pragma wal_checkpoint(TRUNCATE)");
			// The service writes it anew, sealed anew, when it starts.
			rmSync(config.snapshotFile, { force: true });
			print(
				`Sealed anew: ${done.sealed} texts, ${done.people} people, proven by opening each with the new secret.`,
			);
			print(
				`Old secret ${from.fingerprint()}, new secret ${to.fingerprint()}. Set DZVIN_SECRET to the new one before the next start, and take ${NEW_SECRET} out.`,
			);
			if (done.uninvited.length > 0)
				print(
					`Void, to be made anew with dzvin invite: the invitations of ${done.uninvited.join(", ")}.`,
				);
			print(
				"Keys of machines and passkeys stay as they are. Whoever is signed in signs in again; links in old messages are dead. The sentinel needs nothing.",
			);
			print(
				"The QR codes of the residents' form are other ones now: print the brigades' sheets anew and put them up in place of the old.",
			);
			print(
				`As it was before: ${copy}. It, the nightly copies and every other copy open only with the old secret: delete them when nobody needs them, or keep the old secret with them, apart from the database.`,
			);
		}),
	);
}

function newSecrets({ config, newSecret }: RotateOptions): Secrets {
	const fault = (message: string): AppError =>
		new AppError("invalid", "Nothing was changed:", {
			faults: [{ path: NEW_SECRET, message }],
		});
	if (newSecret === undefined || newSecret === "")
		throw fault(
			"expected the new secret, came none. Make one with: openssl rand -base64 32",
		);
	if (newSecret === config.secret)
		throw fault("expected another secret than DZVIN_SECRET, came the same");
	try {
		return createSecrets(newSecret);
	} catch {
		throw fault(
			`expected at least 32 bytes, came ${Buffer.byteLength(newSecret)}. Make one with: openssl rand -base64 32`,
		);
	}
}

/** Its lines are sealed with the old secret and stand in no database yet. */
function mustBeMovedIn(journal: string): void {
	if (!existsSync(journal) || statSync(journal).size === 0) return;
	throw new AppError(
		"conflict",
		`Expected an empty journal at ${journal}, it holds what rang without the database. Start the service once, so that it is moved in, and stop it again.`,
	);
}

function mustOpen(
	secrets: Secrets,
	sealed: string | undefined,
	file: string,
): void {
	if (sealed === undefined || opens(secrets, sealed)) return;
	throw new AppError(
		"invalid",
		`Expected ${file} to be sealed with DZVIN_SECRET (fingerprint ${secrets.fingerprint()}), it is sealed with another one. Nothing was changed.`,
	);
}

function mustBeQuiet(hand: Hand): void {
	const { running } = pastOf(hand);
	if (running.length === 0) return;
	throw new AppError(
		"conflict",
		`Expected no open incident, there are ${running.map((number) => `#${number}`).join(", ")}: links and buttons in people's phones would die. Close them first. Nothing was changed.`,
	);
}

/** One transaction, on the disk when it ends. */
function together<T>(hand: Hand, work: () => T): T {
	hand.run("pragma synchronous = FULL");
	hand.run("begin immediate");
	try {
		const done = work();
		hand.run("commit");
		return done;
	} catch (error) {
		hand.run("rollback");
		throw error;
	}
}

/** Fingerprints tell secrets apart and nothing about them. */
function noted(hand: Hand, now: number, from: Secrets, to: Secrets): void {
	addEvent(hand, Math.max(now, pastOf(hand).newestAt ?? 0), {
		stream: "admin/everything",
		commandId: `rotate:${crypto.randomUUID()}`,
		event: {
			type: "SecretRotated",
			by: { kind: "service" },
			from: from.fingerprint(),
			to: to.fingerprint(),
		},
	});
}

function opens(secrets: Secrets, sealed: string): boolean {
	try {
		secrets.open(sealed as Sealed);
		return true;
	} catch {
		return false;
	}
}
