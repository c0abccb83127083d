/**
 * A database sealed with one secret becomes one sealed with another.
 *
 * What opens with the old secret is sealed anew wherever it lies: sealed text is
 * known by opening it, so a table of next year needs no line here. Keyed hashes
 * are not known by looking; each has its rule, and a test finds one without.
 */
import type { KeyedHash, Sealed } from "../../src/ports.ts";
import { groupHash, type Secrets } from "../../src/secrets.ts";
import type { Hand } from "./restored.ts";

/** What becomes of every column that holds a keyed hash. */
export const KEYED_HASHES = {
	"responder.phone_hash": "made anew from the phone",
	"responder.second_phone_hash": "made anew from the phone",
	"responder.telegram_hash": "made anew from the chat",
	"group_chat.chat_hash": "made anew from the chat",
	"reporter.chat_hash": "made anew from the chat",
	"reporter.phone_hash": "made anew from the phone",
	// Known to its chief alone, who sets another.
	"responder.pin_hash": "dropped, the row stays",
	"conversation.chat_hash": "dropped with its row",
	"join_request.chat_hash": "dropped with its row",
	"api_key.key_hash": "stays: hashed without the secret",
	"wall.token_hash": "stays: hashed without the secret",
	"wall.screen_hash": "stays: hashed without the secret",
	// Links in phones come from the old secret; they are of ended incidents only.
	"capability.token_hash": "dropped with its row",
	// The code is known to nobody but the invited.
	"invitation.code_hash": "dropped with its row",
	// Whoever is signed in signs in again; passkeys stay.
	"session.token_hash": "dropped with its row",
	"session.phone_hash": "dropped with its row",
	"ceremony.id_hash": "dropped with its row",
	"sign_in_code.ticket_hash": "dropped with its row",
	"sign_in_code.phone_hash": "dropped with its row",
	"sign_in_code.address_hash": "dropped with its row",
	"sign_in_code.code_hash": "dropped with its row",
	"sign_in_code.link_hash": "dropped with its row",
} as const;

export type Rekeyed = {
	/** Sealed texts that were sealed anew. */
	sealed: number;
	people: number;
	/** People whose invitation, not used yet, is void. */
	uninvited: string[];
};

/** Within a transaction of the caller's; throws when anything would be left behind, which undoes it. */
export function rekey(hand: Hand, from: Secrets, to: Secrets): Rekeyed {
	sealOldRows(hand, from);
	const uninvited = dropTokens(hand);
	const resealed = sealAnew(hand, from, to);
	const people = hashAnew(hand, to);
	prove(hand, from, to, resealed);
	return {
		sealed: [...resealed.values()].reduce((sum, { count }) => sum + count, 0),
		people,
		uninvited,
	};
}

// --- Sealing -------------------------------------------------------------------------

/** Columns that were written in the open once; what lies there open is sealed with the rest. */
const ONCE_OPEN = [
	["responder", "places"],
	["responder", "availability"],
	["vehicle", "reason"],
] as const;

function sealOldRows(hand: Hand, secrets: Secrets): void {
	for (const [table, column] of ONCE_OPEN)
		for (const { place, [column]: text } of all(hand, table, [column]))
			if (text && opened(secrets, text) === undefined)
				hand.run(
					`update ${table} set ${column} = ? where rowid = ?`,
					secrets.seal(text),
					place,
				);
}

type Column = { table: string; column: string; count: number };

function sealAnew(hand: Hand, from: Secrets, to: Secrets): Map<string, Column> {
	const columns = new Map<string, Column>();
	for (const { table, names } of textColumns(hand))
		for (const { place, ...row } of all(hand, table, names))
			for (const [column, value] of Object.entries(row)) {
				const text = value ? opened(from, value) : undefined;
				if (text === undefined) continue;
				hand.run(
					`update "${table}" set "${column}" = ? where rowid = ?`,
					to.seal(text),
					place,
				);
				const name = `${table}.${column}`;
				const known = columns.get(name) ?? { table, column, count: 0 };
				columns.set(name, { ...known, count: known.count + 1 });
			}
	return columns;
}

/** All but the logs: their bytes are hashed, and nothing sealed lies in them. */
function textColumns({ all }: Hand): { table: string; names: string[] }[] {
	const tables = all(
		"select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name <> 'event'",
	);
	return tables.flatMap(({ name }) => {
		const table = String(name);
		const names = all("select name, type from pragma_table_info(?)", table)
			.filter(({ type }) => /text/i.test(String(type)))
			.map((column) => String(column.name));
		return names.length > 0 ? [{ table, names }] : [];
	});
}

const ROWS_AT_ONCE = 1_000;

/** Row by row in the order they lie, so that a change of one does not bring it again. */
function* all<Name extends string>(
	hand: Hand,
	table: string,
	names: readonly Name[],
): Generator<{ place: number } & Record<Name, string | null>> {
	const columns = names.map((name) => `"${name}"`).join(", ");
	for (let place = Number.MIN_SAFE_INTEGER; ; ) {
		const rows = hand.all(
			`select rowid as place, ${columns} from "${table}" where rowid > ? order by rowid limit ?`,
			place,
			ROWS_AT_ONCE,
		) as ({ place: number } & Record<Name, string | null>)[];
		yield* rows;
		const last = rows.at(-1);
		if (!last || rows.length < ROWS_AT_ONCE) return;
		place = last.place;
	}
}

/** Nonce and tag are 28 bytes: nothing shorter was ever sealed. */
const SEALED = /^1[\w-]{38,}$/;

function opened(secrets: Secrets, text: string): string | undefined {
	if (typeof text !== "string" || !SEALED.test(text)) return undefined;
	try {
		return secrets.open(text as Sealed);
	} catch {
		return undefined;
	}
}

// --- Keyed hashes --------------------------------------------------------------------

function dropTokens(hand: Hand): string[] {
	const waiting = hand.all(
		"select responder_id from invitation where consumed_at is null order by responder_id",
	);
	hand.run("delete from capability");
	hand.run("delete from invitation");
	for (const table of [
		"session",
		"ceremony",
		"sign_in_code",
		"conversation",
		"join_request",
	])
		hand.run(`delete from ${table}`);
	hand.run("update responder set pin_hash = null");
	return waiting.map(({ responder_id: id }) => String(id));
}

function hashAnew(hand: Hand, to: Secrets): number {
	let people = 0;
	for (const row of all(hand, "responder", PERSON)) {
		const { phone, second, chat } = hashesOf(row, to);
		hand.run(
			"update responder set phone_hash = ?, second_phone_hash = ?, telegram_hash = ? where rowid = ?",
			phone,
			second,
			chat,
			row.place,
		);
		people += 1;
	}
	for (const { place, ...row } of all(hand, "group_chat", GROUP)) {
		const hash = hashOfGroup(row, to);
		// Its card stands under its hash: it is edited on, not written anew.
		hand.run(
			"update card set responder_id = ? where responder_id = ?",
			`group:${hash}`,
			`group:${row.chat_hash}`,
		);
		hand.run(
			"update group_chat set chat_hash = ? where rowid = ?",
			hash,
			place,
		);
	}
	for (const { place, ...row } of all(hand, "reporter", REPORTER)) {
		const { phone, chat } = hashesOfReporter(row, to);
		hand.run(
			"update reporter set phone_hash = ?, chat_hash = ? where rowid = ?",
			phone,
			chat,
			place,
		);
	}
	return people;
}

const REPORTER = ["phone", "phone_hash", "chat", "chat_hash"] as const;
type ReporterHashes = Record<(typeof REPORTER)[number], string | null>;

const hashesOfReporter = (row: ReporterHashes, secrets: Secrets) => ({
	phone: hashOf("reporter", row.phone, secrets),
	chat: hashOf("reporter", row.chat, secrets),
});

function hashOf(
	table: string,
	sealed: string | null,
	secrets: Secrets,
): KeyedHash | null {
	if (sealed === null) return null;
	const text = opened(secrets, sealed);
	if (text === undefined) throw foreign(table, 1);
	return secrets.hash(text);
}

const GROUP = ["chat", "chat_hash"] as const;

function hashOfGroup(
	{ chat }: { chat: string | null },
	secrets: Secrets,
): KeyedHash {
	const number = chat === null ? undefined : opened(secrets, chat);
	if (number === undefined) throw foreign("group_chat", 1);
	return groupHash({ secrets }, number);
}

const PERSON = [
	"phone",
	"phone_hash",
	"second_phone",
	"second_phone_hash",
	"telegram_chat",
	"telegram_hash",
] as const;
type PersonRow = Record<(typeof PERSON)[number], string | null>;

const hashesOf = (row: PersonRow, secrets: Secrets) => ({
	phone: hashOf("responder", row.phone, secrets),
	second: hashOf("responder", row.second_phone, secrets),
	chat: hashOf("responder", row.telegram_chat, secrets),
});

// --- Proof ---------------------------------------------------------------------------

function prove(
	hand: Hand,
	from: Secrets,
	to: Secrets,
	resealed: ReadonlyMap<string, Column>,
): void {
	for (const { table, names } of textColumns(hand)) {
		const strange = new Map<string, number>();
		for (const { place: _place, ...row } of all(hand, table, names))
			for (const [column, value] of Object.entries(row)) {
				if (!value) continue;
				if (opened(from, value) !== undefined)
					throw new Error(
						`Expected everything sealed anew, found text of the old secret in ${table}.${column}. Nothing was changed.`,
					);
				if (
					resealed.has(`${table}.${column}`) &&
					opened(to, value) === undefined
				)
					strange.set(column, (strange.get(column) ?? 0) + 1);
			}
		for (const [column, count] of strange)
			throw foreign(`${table}.${column}`, count);
	}
	for (const row of all(hand, "responder", PERSON)) {
		const { phone, second, chat } = hashesOf(row, to);
		if (
			row.phone_hash !== phone ||
			row.second_phone_hash !== second ||
			row.telegram_hash !== chat
		)
			throw new Error(
				"Expected every person to be found by the new secret, found one who is not. Nothing was changed.",
			);
	}
	proveReporters(hand, to);
	for (const row of all(hand, "group_chat", GROUP))
		if (row.chat_hash !== hashOfGroup(row, to))
			throw new Error(
				"Expected every group to be found by the new secret, found one that is not. Nothing was changed.",
			);
}

function proveReporters(hand: Hand, to: Secrets): void {
	for (const row of all(hand, "reporter", REPORTER)) {
		const { phone, chat } = hashesOfReporter(row, to);
		if (row.phone_hash !== phone || row.chat_hash !== chat)
			throw new Error(
				"Expected every reporter to be found by the new secret, found one who is not. Nothing was changed.",
			);
	}
}

const foreign = (where: string, count: number): Error =>
	new Error(
		`Expected text of the old secret in ${where}, found ${count} that neither secret opens: damaged, or of another installation. Nothing was changed.`,
	);
