/**
 * Who reports a fire: found by the chat or the number they write or ring from, or met
 * for the first time. A number they prove joins their chat and their phone to one.
 */
import type { Locale } from "../core/kinds.ts";
import type { ReporterRow, RosterWrite } from "../ports.ts";
import type { Service } from "../service.ts";

/** Who says something, as far as the channel knows it. */
export type Who = {
	chat?: string;
	/** E.164, proven by the channel. */
	phone?: string;
	locale: Locale;
	/** Of a call of ours to them. */
	reporterId?: string;
	/** Said with a key of the phone, whoever rang whom. */
	byCall?: true;
	/** Id of who filled a form: whoever holds the form, and nothing else is known of them. */
	page?: string;
};

export type Met = {
	reporter: ReporterRow;
	/** What must be written for it, before anything that names them. */
	writes: RosterWrite[];
	/** Another one, who turned out to be the same person. */
	joined?: string;
};

type Deps = Pick<Service, "reporters" | "secrets" | "clock" | "log">;

/** A table that cannot be read makes everybody a stranger, and holds up no report. */
export async function meet(deps: Deps, who: Who): Promise<Met> {
	const { secrets, clock } = deps;
	const chatHash = who.chat === undefined ? undefined : secrets.hash(who.chat);
	const phoneHash =
		who.phone === undefined ? undefined : secrets.hash(who.phone);
	const [byChat, byPhone, byPage] = await known(
		deps,
		chatHash,
		phoneHash,
		who.page,
	);
	const now = clock.now();
	const found = byPhone ?? byChat ?? byPage;
	const other =
		byChat && byPhone && byChat.id !== byPhone.id ? byChat : undefined;
	const reporter: ReporterRow = {
		id: who.page ?? crypto.randomUUID(),
		locale: who.locale,
		reports: 0,
		falseReports: 0,
		firstAt: now,
		...(other ? together(other, found as ReporterRow) : found),
		...(who.chat !== undefined && chatHash !== undefined
			? { chat: secrets.seal(who.chat), chatHash }
			: {}),
		...(who.phone !== undefined && phoneHash !== undefined
			? { phone: secrets.seal(who.phone), phoneHash }
			: {}),
		lastAt: now,
	};
	return {
		reporter,
		writes: other
			? [{ table: "reporterJoined", from: other.id, into: reporter.id }]
			: [],
		...(other ? { joined: other.id } : {}),
	};
}

async function known(
	{ reporters, log }: Deps,
	chatHash: ReporterRow["chatHash"],
	phoneHash: ReporterRow["phoneHash"],
	page: string | undefined,
): Promise<(ReporterRow | undefined)[]> {
	try {
		return [
			chatHash && (await reporters.byChat(chatHash)),
			phoneHash && (await reporters.byPhone(phoneHash)),
			page === undefined ? undefined : (await reporters.byIds([page]))[0],
		];
	} catch {
		log.warn("residents: who reports could not be looked up");
		return [];
	}
}

/** As the database adds them up (`reporterJoined`). */
function together(from: ReporterRow, into: ReporterRow): ReporterRow {
	const blockedAt = into.blockedAt ?? from.blockedAt;
	const warnedAt = into.warnedAt ?? from.warnedAt;
	return {
		...into,
		reports: into.reports + from.reports,
		falseReports: into.falseReports + from.falseReports,
		firstAt: Math.min(into.firstAt, from.firstAt),
		...(blockedAt === undefined ? {} : { blockedAt }),
		...(warnedAt === undefined ? {} : { warnedAt }),
	};
}

/** Who is no stranger, without meeting them. */
export async function reporterOf(
	deps: Deps,
	{ chat, phone, page }: Pick<Who, "chat" | "phone" | "page">,
): Promise<ReporterRow | undefined> {
	const [byChat, byPhone, byPage] = await known(
		deps,
		chat === undefined ? undefined : deps.secrets.hash(chat),
		phone === undefined ? undefined : deps.secrets.hash(phone),
		page,
	);
	return byPhone ?? byChat ?? byPage;
}
