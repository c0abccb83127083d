/**
 * The parts of a running service, wired once by an entry (`node.ts`,
 * `worker.ts`, the demo, a story) and handed to whoever needs them.
 */
import type { AirRaidFeed } from "./airRaid/feed.ts";
import type { MapSetting } from "./baseMap.ts";
import type {
	Command,
	Incident,
	IncidentEvent,
	Known,
} from "./core/incident.ts";
import type { ChannelName, Instant, Locale } from "./core/kinds.ts";
import type { Costs, Prices } from "./cost.ts";
import type {
	Append,
	Areas,
	Channel,
	Clock,
	Ground,
	Others,
	Reporters,
	Roster,
	Store,
	Wake,
	Webhooks,
} from "./ports.ts";
import type { Secrets } from "./secrets.ts";
import type { SignInStore } from "./signIn/store.ts";
import type { Wording } from "./wording/wording.ts";

/** What came of a command. `events` is empty when nothing had to be done, or when it was `repeated`. */
export type Handled = {
	incident: Known;
	events: readonly IncidentEvent[];
	/** The command id was in the log already: done before, nothing done now. */
	repeated: boolean;
	/** Why nothing was done, in a word of the log (`stale`, `ended`, …), for logs and tests. */
	ignored?: string;
};

/** Writes that must stand or fall with the command: the settled row, the inbound message, idempotency. */
export type Alongside = Pick<
	Append,
	"settle" | "inboundDone" | "words" | "idempotency" | "external" | "roster"
>;

/**
 * The one way an incident changes. Throws `AppError('notFound')` for an unknown
 * incident, `conflict` for a command the present status does not allow (with
 * `status`), `unavailable` when the database cannot be written or eight tries conflicted.
 */
export type Handle = (
	incidentId: string,
	command: Command,
	with_: { commandId: string; alongside?: Alongside },
) => Promise<Handled>;

/** A word of or about people on its way into the log: sealed beside it, hashed inside. */
export type KeepWords = (text: string) => {
	ref: { id: string; hash: string };
	words: NonNullable<Append["words"]>[number];
};

export type Settings = {
	/** What carriers and phones see, without a slash at the end. */
	publicUrl: string;
	/** Stands before the token in every text, without a slash at the end. */
	shortUrl: string;
	timeZone: string;
	locale: Locale;
	/** Channels that are configured. */
	channels: readonly ChannelName[];
	smsTwoWay: boolean;
	/** Calls ring and say nothing: what is asked stands in the SMS alone. */
	callsOnlyRing?: boolean;
	/** Absent = nobody counts what alarms cost. */
	prices?: Prices;
	telegramBotUsername?: string;
	/** Numbers of ours that mean something when they are rung: nobody's report number. */
	ownNumbers?: readonly string[];
	/** Numbers of ours to let ring: the one means coming, the other cannot. */
	ringNumbers?: { yes: string; no: string };
	/** What lies under the board's map; absent = nothing is fetched. */
	map?: MapSetting;
};

export type Service = {
	settings: Settings;
	store: Store;
	roster: Roster;
	signIn: SignInStore;
	areas: Areas;
	/** The state of the sky; absent where no feed is configured, and then nothing is said of it. */
	airRaid?: AirRaidFeed;
	reporters: Reporters;
	ground: Ground;
	others: Others;
	secrets: Secrets;
	wording: Wording;
	clock: Clock;
	wake: Wake;
	channels: ReadonlyMap<ChannelName, Channel>;
	/** The way to machines that subscribed; absent where nothing can be posted from. */
	webhooks?: Webhooks;
	handle: Handle;
	/** The state now; from memory where it is known to be the newest. */
	load(incidentId: string): Promise<Incident>;
	/** What does not work now, as words of `degraded-…`. */
	degraded(): string[];
	/** What alarms cost; absent where nobody asked for it. */
	costs?: Costs;
	keepWords: KeepWords;
	/** Writes the roster kept beside the database anew: who was erased is not to ring from it. */
	keepRoster?(): Promise<void>;
	/** Called after each commit with the incident's id and version: live pages hang on it. */
	onChange(listener: (incidentId: string, version: number) => void): () => void;
	log: Log;
};

/** JSON lines; `fields` never hold phone numbers, tokens, positions or free words. */
export type Log = {
	info(message: string, fields?: Record<string, unknown>): void;
	warn(message: string, fields?: Record<string, unknown>): void;
	error(message: string, fields?: Record<string, unknown>): void;
};

export type { Instant };
