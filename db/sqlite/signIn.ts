/**
 * What sign-in keeps, over the engine that the file and D1 share: single
 * statements, each of which decides and writes at once, so that a code or a
 * ceremony is taken once whoever asks at the same time.
 */
import type {
	AccountRow,
	Holder,
	SignInStore,
} from "../../src/signIn/store.ts";
import type { Engine, RawRow, Value, Write } from "./queries.ts";
import { insert, jsonList, justWrite, query, rowOf, run } from "./queries.ts";
import * as tables from "./schema.ts";

export function signInOver(engine: Engine): SignInStore {
	const rows = (sql: string, ...params: Value[]): Promise<RawRow[]> =>
		engine.read(query(sql, ...params));
	const first = async (
		sql: string,
		...params: Value[]
	): Promise<RawRow | undefined> => (await rows(sql, ...params))[0];
	/** All of them together; what the last one returned. */
	const write = (...writes: Write[]): Promise<RawRow[]> =>
		engine.work(justWrite(writes, (returned) => returned.at(-1) ?? []));

	const accountOf = async (holder: Holder) =>
		accountFrom(
			await first(
				`select * from account where ${columnOf(holder)} = ?`,
				idOf(holder),
			),
		);

	return {
		accountOf,
		async accountFor(holder, { id, at }) {
			const known = await accountOf(holder);
			if (known) return known;
			await write(
				insert(
					tables.account,
					[{ id, createdAt: at, ...holder }],
					"insert or ignore",
				),
			);
			const made = await accountOf(holder);
			if (made) return made;
			throw new Error("expected the account just made, found none");
		},
		account: async (id) =>
			accountFrom(await first("select * from account where id = ?", id)),

		async addSession(row) {
			await write(
				run("delete from session where expires_at <= ?", row.madeAt),
				insert(tables.session, [row]),
			);
		},
		async session(tokenHash) {
			const found = await first(
				"select * from session where token_hash = ?",
				tokenHash,
			);
			if (!found) return undefined;
			const session = rowOf(tables.session, found);
			const account = accountFrom(
				await first("select * from account where id = ?", session.accountId),
			);
			return account && { session, account };
		},
		async touchSession(id, usedAt, expiresAt) {
			await write(
				run(
					"update session set used_at = ?, expires_at = ? where id = ?",
					usedAt,
					expiresAt,
					id,
				),
			);
		},
		async sessionsOf(accountId, now) {
			const found = await rows(
				`select * from session where account_id = ? and expires_at > ? and ends_at > ?
					order by used_at desc, id`,
				accountId,
				now,
				now,
			);
			return found.map((raw) => rowOf(tables.session, raw));
		},
		async endSessions(accountId, id) {
			const ended = await write(
				run(
					"delete from session where account_id = ? and id = coalesce(?, id) returning id",
					accountId,
					id ?? null,
				),
			);
			return ended.length;
		},

		async addPasskey(row) {
			const added = await write(
				run(
					`insert into passkey (id, account_id, public_key, counter, transports, name, made_at)
						values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id`,
					row.id,
					row.accountId,
					row.publicKey,
					row.counter,
					JSON.stringify(row.transports),
					row.name,
					row.madeAt,
				),
			);
			return added.length === 1;
		},
		async passkey(id) {
			const found = await first("select * from passkey where id = ?", id);
			return found && rowOf(tables.passkey, found);
		},
		async passkeysOf(accountId) {
			const found = await rows(
				"select * from passkey where account_id = ? order by made_at, id",
				accountId,
			);
			return found.map((raw) => rowOf(tables.passkey, raw));
		},
		async usePasskey(id, { before, counter, at }) {
			const used = await write(
				run(
					"update passkey set counter = ?, used_at = ? where id = ? and counter = ? returning id",
					counter,
					at,
					id,
					before,
				),
			);
			return used.length === 1;
		},
		async removePasskey(accountId, id) {
			const removed = await write(
				run(
					"delete from passkey where account_id = ? and id = ? returning id",
					accountId,
					id,
				),
			);
			return removed.length === 1;
		},

		async addCeremony(row, { at, alone }) {
			await write(
				run("delete from ceremony where expires_at <= ?", at),
				...(alone
					? [
							run(
								"delete from ceremony where kind = ? and account_id = ?",
								row.kind,
								row.accountId ?? null,
							),
						]
					: []),
				insert(tables.ceremony, [row]),
			);
		},
		async ceremony(idHash) {
			const found = await first(
				"select * from ceremony where id_hash = ?",
				idHash,
			);
			return found && rowOf(tables.ceremony, found);
		},
		async takeCeremony(idHash) {
			const [taken] = await write(
				run("delete from ceremony where id_hash = ? returning *", idHash),
			);
			return taken && rowOf(tables.ceremony, taken);
		},

		async addCode(row, { since, perPhone, perAddress }) {
			const added = await write(
				run(
					"delete from sign_in_code where expires_at <= ? and created_at <= ?",
					row.createdAt,
					since,
				),
				run(
					`insert into sign_in_code (ticket_hash, phone_hash, address_hash, responder_id,
							code_hash, link_hash, tries_left, created_at, expires_at)
						select ?, ?, ?, ?, ?, ?, ?, ?, ?
						where (select count(*) from sign_in_code where phone_hash = ? and created_at > ?) < ?
						and (select count(*) from sign_in_code where address_hash = ? and created_at > ?) < ?
						returning ticket_hash`,
					row.ticketHash,
					row.phoneHash,
					row.addressHash,
					row.responderId ?? null,
					row.codeHash,
					row.linkHash,
					row.triesLeft,
					row.createdAt,
					row.expiresAt,
					row.phoneHash,
					since,
					perPhone,
					row.addressHash,
					since,
					perAddress,
				),
			);
			return added.length === 1;
		},
		async code(by) {
			const found = await ("ticketHash" in by
				? first(
						"select * from sign_in_code where ticket_hash = ?",
						by.ticketHash,
					)
				: first("select * from sign_in_code where link_hash = ?", by.linkHash));
			return found && rowOf(tables.signInCode, found);
		},
		tryCode: (ticketHash, codeHash, now) =>
			engine.work(
				justWrite(
					[
						run(
							`update sign_in_code set used_at = ? where ticket_hash = ? and code_hash = ?
								and ${STILL_GOOD} and tries_left > 0 returning *`,
							now,
							ticketHash,
							codeHash,
							now,
						),
						run(
							"update sign_in_code set tries_left = tries_left - 1 where ticket_hash = ? and used_at is null",
							ticketHash,
						),
					],
					([right]) => right?.[0] && rowOf(tables.signInCode, right[0]),
				),
			),
		async takeLink(linkHash, now) {
			const [taken] = await write(
				run(
					`update sign_in_code set used_at = ? where link_hash = ? and ${STILL_GOOD} returning *`,
					now,
					linkHash,
					now,
				),
			);
			return taken && rowOf(tables.signInCode, taken);
		},

		async rolesOf(responderId) {
			const found = await rows(
				`select b.id, role.value ->> 'role' as role from brigade as b, json_each(b.roles) as role
					where role.value ->> 'responderId' = ? order by b.id`,
				responderId,
			);
			return found.map(({ id, role }) => ({
				brigadeId: String(id),
				role: role as "chief",
			}));
		},
		async grantsOf(holder) {
			const found = await rows(
				`select * from grant where ${columnOf(holder)} = ? order by created_at, id`,
				idOf(holder),
			);
			return found.map((raw) => rowOf(tables.grant, raw));
		},
		async grants() {
			const found = await rows("select * from grant order by created_at, id");
			return found.map((raw) => rowOf(tables.grant, raw));
		},
		async desks(ids) {
			const found = await (ids
				? rows(
						"select * from desk where id in (select value from json_each(?)) order by name, id",
						jsonList(ids),
					)
				: rows("select * from desk order by name, id"));
			return found.map((raw) => rowOf(tables.desk, raw));
		},
		async shifts(deskIds) {
			const found = await rows(
				"select * from shift where desk_id in (select value from json_each(?))",
				jsonList(deskIds),
			);
			return found.map((raw) => rowOf(tables.shift, raw));
		},
		async wall(tokenHash) {
			const found = await first(
				"select * from wall where token_hash = ?",
				tokenHash,
			);
			return found && rowOf(tables.wall, found);
		},
		async walls(of) {
			const found = await ("ids" in of
				? rows(
						"select * from wall where id in (select value from json_each(?)) order by made_at, id",
						jsonList(of.ids),
					)
				: rows(
						"select * from wall where brigade_id = ? order by made_at, id",
						of.brigadeId,
					));
			return found.map((raw) => rowOf(tables.wall, raw));
		},
	};
}

/** Somebody's, not used and not too old. */
const STILL_GOOD =
	"responder_id is not null and used_at is null and expires_at > ?";

const columnOf = (holder: Holder): string =>
	"deskId" in holder ? "desk_id" : "responder_id";
const idOf = (holder: Holder): string =>
	"deskId" in holder ? holder.deskId : holder.responderId;

const accountFrom = (raw: RawRow | undefined): AccountRow | undefined =>
	raw && (rowOf(tables.account, raw) as AccountRow);
