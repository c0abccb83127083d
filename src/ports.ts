/**
 * What we ask of the world: Store, Roster, Channel, Clock, Wake. What each
 * promises and how it may fail is said here and tested by one contract suite
 * per port (test/contract), the same for every adapter.
 *
 * Adapters see ciphertext only: names, phones, chat ids, words and rendered
 * texts are sealed (`secrets.ts`) before they come here.
 */
import type {
	Command,
	IncidentEvent,
	Known,
	LaneClass,
	Purpose,
	Recorded,
	Step,
} from "./core/incident.ts";
import type {
	ChannelName,
	Equipment,
	IncidentType,
	Instant,
	Locale,
	Location,
	Mode,
	PhoneKind,
	Point,
	Qualification,
	SmsAlphabet,
	TravelMode,
} from "./core/kinds.ts";
import type { MessageKind } from "./core/message.ts";
import type { OutwardType } from "./core/outward.ts";
import type {
	Brigade,
	Candidates,
	Commitment,
	Responder,
	Vehicle,
} from "./core/roster.ts";

/** Text sealed with the installation's key; only `secrets.ts` opens it. */
export type Sealed = string & { readonly sealed: unique symbol };
/** Keyed hash: equal inputs give equal hashes, and nothing else is learnt. */
export type KeyedHash = string & { readonly keyedHash: unique symbol };

/** Who may see what; the first argument of every read that shows something to somebody. */
export type Scope =
	| { kind: "everything" }
	| { kind: "brigades"; ids: readonly string[] }
	| { kind: "area"; code: string }
	/** Incidents this key or desk reported, and nothing of any roster. */
	| { kind: "own"; by: string }
	/** One person of the roster, and no incident. */
	| { kind: "self"; responderId: string }
	| { kind: "anyOf"; scopes: readonly Scope[] };
export const EVERYTHING: Scope = { kind: "everything" };

// --- Store -----------------------------------------------------------------

/** An event of any stream: `incident/<id>`, `intake/<area>`, `admin/<scope>`. */
export type LogEvent = { type: string } & Record<string, unknown>;

/** What one command adds to one stream. Extends the stream after `expectedSeq`. */
export type StreamAppend = {
	stream: string;
	expectedSeq: number;
	commandId: string;
	events: readonly (IncidentEvent | LogEvent)[];
};

export type StoredEvent = {
	stream: string;
	seq: number;
	commandId: string;
	/** Place within the command's events of this stream, from 0. */
	n: number;
	type: string;
	/** Version of the payload; `core/history.ts` lifts old ones. */
	v: number;
	at: Instant;
	/** JSON, exactly the bytes that were hashed. */
	payload: string;
	prevHash: string;
	hash: string;
};

export type Words = { id: string; salt: string; text: Sealed };

/** One row per incident for lists; can be rebuilt from the log (`dzvin rebuild`). */
export type Head = {
	id: string;
	number: number;
	status: Known["status"];
	incidentType: IncidentType;
	mode: Mode;
	source: string;
	location?: Location;
	/** Word id of the place. */
	placeWordsId?: string;
	/** Brigades that take part: what a brigade's scope sees. */
	brigadeIds: readonly string[];
	areaCodes: readonly string[];
	/** Id of the key, desk or person who reported it; absent = we did. */
	reportedBy?: string;
	reportedAt: Instant;
	alertedAt?: Instant;
	endedAt?: Instant;
	/** Id of the incident it turned out to be the same fire as. */
	mergedInto?: string;
	version: number;
};

export type RowKind =
	| "send"
	| "timer"
	| "command"
	| "card"
	| "hangUp"
	/** To a machine that subscribed: sent again until it is taken, for it knows what it has by its id. */
	| "webhook";
/**
 * pending → leased → done | failed; pending → withdrawn.
 * `failed` = the carrier will never take it; `unproven` = sent up to three times without proof.
 */
export type RowState =
	| "pending"
	| "leased"
	| "done"
	| "failed"
	| "unproven"
	| "withdrawn";

/** Work still to do. The row is the alert: nothing life-relevant lives elsewhere. */
export type OutboxRow = {
	id: string;
	incidentId: string;
	kind: RowKind;
	/** Unique among rows when given (timers, cards): setting it again replaces a row that is still pending. */
	key?: string;
	/** Carrier resource: `telegram`, `sms`, `voice`, `console`, `clock` for timers and commands, or `webhook`. */
	lane: ChannelName | "clock" | "webhook";
	/** Whose webhook; `rank` is then the place in the incident's log. */
	subscriptionId?: string;
	purpose?: Purpose;
	messageKind?: MessageKind;
	responderId?: string;
	laneClass: LaneClass;
	rank: number;
	dueAt: Instant;
	/**
	 * Waits for the accepted voice row of this person and purpose, then due this long after its
	 * call began; until then `dueAt` is the latest moment.
	 */
	afterOwnCallMs?: number;
	/** Not sent after this instant: an alert half an hour late does harm. */
	notAfter?: Instant;
	/** SMS segments, else 1: what it costs its lane. */
	units: number;
	/** Rendered text, or a command as JSON. */
	body: Sealed;
	state: RowState;
	/** Tries whose request may have reached the carrier without proof. */
	unknowns: number;
	tries: number;
	leaseUntil?: number;
	leaseBy?: string;
	/** When a carrier first accepted it. */
	sentAt?: Instant;
	createdAt: Instant;
};
export type NewRow = Omit<
	OutboxRow,
	"state" | "unknowns" | "tries" | "leaseUntil" | "leaseBy" | "sentAt"
>;

/** queued 1 < sending 2 < sent 3 < failed 3.5 < delivered 4 < read/answered 5: a rank only rises. */
export type AttemptRank = 0 | 1 | 2 | 3 | 3.5 | 4 | 5;
export type Attempt = {
	/** Random; rides in the status-callback URL. */
	id: string;
	rowId: string;
	incidentId: string;
	responderId?: string;
	channel: ChannelName | "webhook";
	purpose?: Purpose;
	startedAt: Instant;
	endedAt?: Instant;
	outcome?: OutcomeName;
	code?: string;
	/** The carrier's id, e.g. MessageSid, CallSid, message_id. */
	carrierId?: string;
	rank: AttemptRank;
};

/** SMS segments and calls. */
export type Spent = { segments: number; calls: number };

export type OutcomeName =
	| "accepted"
	| "rejected"
	| "throttled"
	| "retry"
	| "unknown";

/** What becomes of a leased row; applied only while the lease is still ours, else the whole append conflicts. */
export type Settlement = {
	rowId: string;
	leaseBy: string;
	attemptId?: string;
	outcome?: OutcomeName;
	code?: string;
	carrierId?: string;
	rank?: AttemptRank;
	endedAt: Instant;
	next:
		| { state: "done"; sentAt?: Instant }
		| { state: "failed" }
		| { state: "unproven" }
		/** `body` takes the place of the row's own: what is different in the next try (`remedies.ts`). */
		| { state: "pending"; dueAt: Instant; unknown: boolean; body?: Sealed };
};

/** A capability token, findable only by its keyed hash. */
export type Capability = {
	tokenHash: KeyedHash;
	incidentId: string;
	responderId: string;
	opens: "answer" | "live";
	createdAt: Instant;
	revokedAt?: Instant;
};

export type RosterWrite =
	| { table: "brigade"; row: Brigade }
	| { table: "vehicle"; row: VehicleRow }
	| { table: "responder"; row: ResponderRow }
	| { table: "apiKey"; row: ApiKeyRow }
	| { table: "invitation"; row: InvitationRow }
	| { table: "channelState"; row: ChannelStateRow }
	/** Only this of a key that still exists: a use must not bring back one that was revoked. */
	| { table: "keyUse"; id: string; at: Instant }
	| { table: "grant"; row: GrantRow }
	| { table: "desk"; row: DeskRow }
	| { table: "shift"; row: ShiftRow }
	| { table: "wall"; row: WallRow }
	/** Only this of a wall that still exists: being looked at must not bring back one that was taken away. */
	| { table: "wallSeen"; id: string; at: Instant }
	| { table: "joinRequest"; row: JoinRequestRow }
	| { table: "groupChat"; row: GroupChatRow }
	| { table: "proof"; row: ProofRow }
	| { table: "subscription"; row: SubscriptionRow }
	/** What came of the last try, of one that still exists; `code` = why it failed. */
	| { table: "subscriptionHeard"; id: string; at: Instant; code?: string }
	/** Many at once: a country has thirty thousand. */
	| { table: "areas"; rows: readonly AreaRow[] }
	/** Of one that exists: all but what humans say of them (`reporterFalse`, `reporterBlocked`). */
	| { table: "reporter"; row: ReporterRow }
	| { table: "report"; row: ReportRow }
	/** One more false report each, or one less where a human took that back. */
	| { table: "reporterFalse"; ids: readonly string[]; by: 1 | -1 }
	/** Without `at` they are heard again. */
	| { table: "reporterBlocked"; id: string; at?: Instant }
	/** A chat and a phone turn out to be one person: what `from` had is `into`'s. */
	| { table: "reporterJoined"; from: string; into: string }
	| { table: "waterPoints"; rows: readonly WaterPointRow[] }
	| { table: "hazardAreas"; rows: readonly HazardAreaRow[] }
	| { table: "observer"; row: ObserverRow }
	/** One a person. */
	| { table: "helper"; row: HelperRow }
	| { delete: "observer" | "helper"; id: string }
	| { table: "airRegions"; rows: readonly AirRegionRow[] }
	| { table: "airFeed"; row: AirFeedRow }
	/** With a person or a desk go their account, sessions, passkeys and grants; with these and a key what they subscribed. */
	| {
			delete: "brigade" | "vehicle" | "responder" | "apiKey" | "grant" | "desk";
			id: string;
	  }
	| { delete: "joinRequest"; id: string }
	/** With their reports: the incidents keep what was said. */
	| { delete: "reporter"; id: string }
	| { delete: "waterPoint" | "hazardArea"; id: string }
	| { delete: "wall"; id: string }
	/** With what still waits for it. */
	| { delete: "subscription"; id: string }
	/** By the hash of its chat. */
	| { delete: "groupChat"; id: string };

/**
 * Everything one decision writes: together or not at all. Every part is optional.
 * Applied in this order: settle, withdraw, hasten, clearTimers, reword, outbox, the rest
 * (free before take); so a withdrawal never takes back rows of its own append.
 */
export type Append = {
	at: Instant;
	streams?: readonly StreamAppend[];
	heads?: readonly Head[];
	words?: readonly Words[];
	/** Erasing a person: salt and text go, the log still verifies. */
	forgetWords?: readonly string[];
	capabilities?: readonly Capability[];
	take?: readonly Commitment[];
	free?: readonly {
		kind: Commitment["kind"];
		id: string;
		incidentId: string;
	}[];
	external?: { source: string; externalId: string; incidentId: string };
	idempotency?: {
		keyId: string;
		key: string;
		bodyHash: string;
		incidentId: string;
	};
	outbox?: readonly NewRow[];
	/** Pending send rows taken back; `responderId` absent = of everybody. A leased one may finish, but is not sent again. */
	withdraw?: readonly {
		incidentId: string;
		responderId?: string;
		purposes: readonly Purpose[];
	}[];
	/** Pending rows of one person on these channels become due. Rows tried before keep their own time, or two dead channels would hasten each other without end; rows waiting for a call (`afterOwnCallMs`) are left alone. */
	hasten?: readonly {
		incidentId: string;
		responderId: string;
		channels: readonly ChannelName[];
		dueAt: Instant;
	}[];
	clearTimers?: readonly { incidentId: string; keys?: readonly string[] }[];
	/** Another text for rows that are pending and that nobody has tried to send yet; others keep theirs. */
	reword?: readonly { rowId: string; body: Sealed; units: number }[];
	settle?: readonly Settlement[];
	/** It answers again: what waits for it is due now. */
	hurry?: { subscriptionId: string; dueAt: Instant };
	/** What other people's machines may read of it, in the order of writing. */
	outward?: readonly OutwardRow[];
	inboundDone?: readonly { carrier: string; externalId: string }[];
	roster?: readonly RosterWrite[];
	/** One per chat; without a state nothing is asked there any more. */
	conversations?: readonly (Omit<ConversationRow, "state"> & {
		state?: Sealed;
	})[];
	recordings?: readonly RecordingRow[];
	erase?: Erasure;
};

/**
 * What goes with a person besides the roster's row and the words: cards, positions,
 * links, what came in from them, and what was written to or about them. Rows of the
 * outbox stay as an account without a text; a pending one is withdrawn, and a leased
 * one makes the append a conflict. The adapter's own files keep no trace of it.
 */
export type Erasure = {
	responderId: string;
	/** Incidents in which something was sent to the person. */
	incidentIds: readonly string[];
	/** Rows to others whose text names the person. */
	rowIds: readonly string[];
	inbound: readonly { carrier: string; externalId: string }[];
};

/** What is kept for a time only; for how long and from when says `retention.ts`. */
export const KEPT = [
	"positions",
	"links",
	"invitations",
	"messages",
	"texts",
	"words",
	"sends",
	"cards",
	"requests",
	"sessions",
	"ceremonies",
	"codes",
	"conversations",
	"joinRequests",
	"recordings",
	"outward",
	"reporters",
	"reports",
] as const;
export type Kept = (typeof KEPT)[number];

/** Everything sealed that may name a person: words, rows with a text, what came in. */
export type SealedParts = { words: Words; texts: OutboxRow; messages: Inbound };

/** What stands beside the log about one person. */
export type AboutPerson = {
	capabilities: Capability[];
	cards: CardRow[];
	positions: PositionRow[];
	invitations: InvitationRow[];
	sends: OutboxRow[];
	attempts: Attempt[];
};

/**
 * `ok` · `conflict` = somebody took a sequence number, a unique row (external,
 * idempotency, commitment) or a lease first: load, decide, try again ·
 * `repeated` = a command id of this append is in the log already: it is done.
 */
export type AppendResult = "ok" | "conflict" | "repeated";

export type ClaimRequest = {
	now: Instant;
	/** Unscaled wall time, for leases only. */
	wallMs: number;
	leaseMs: number;
	/** This process's boot id; a lease of another boot id is dead (one node). */
	leaseBy: string;
	/** Per lane: how many units (segments, messages) and rows may go now. */
	lanes: readonly { lane: OutboxRow["lane"]; units: number; rows: number }[];
	/** Subscriptions that get nothing now: one is under way to them, or they rest. Of the others one each, and of one incident never a later before an earlier. */
	busy?: readonly string[];
	/** Random ids for the attempts, at least as many as rows. */
	newAttemptId: () => string;
};
/** A claimed row with the attempt that was committed before the first byte. */
export type Claimed = { row: OutboxRow; attemptId: string };

/** What the board joins: how far one person's alerts have come. */
export type AlertState = {
	responderId: string;
	channel: ChannelName;
	state: RowState;
	rank: AttemptRank;
	purpose?: Purpose;
	sentAt?: Instant;
	/** Why it ended: the carrier's code, or `expired` when `notAfter` passed first. */
	code?: string;
};

/** One row to one person, in any state: what a channel is doing for them. */
export type SendState = Omit<AlertState, "purpose"> & {
	purpose: Purpose;
	dueAt: Instant;
	/** How often a carrier was tried, and when last. */
	tries: number;
	triedAt?: Instant;
};

export type Inbound = {
	carrier: string;
	externalId: string;
	receivedAt: Instant;
	body: Sealed;
	doneAt?: Instant;
};

/** Telegram's message of one person and incident that is edited in place. */
export type CardRow = {
	incidentId: string;
	responderId: string;
	messageId: string;
	/** Hash of what it shows, so that equal edits are not sent. */
	shownHash?: string;
};

/** Latest position only, one overwritten row outside the log, erased after the incident. */
export type PositionRow = {
	incidentId: string;
	responderId: string;
	position: Sealed;
	at: Instant;
};

export type Store = {
	/** All of it together or not at all. Throws only when the database cannot be written. */
	append(append: Append): Promise<AppendResult>;
	/** Events of a stream after `afterSeq`, in order. */
	load(stream: string, afterSeq?: number): Promise<StoredEvent[]>;
	/** What one command wrote to a stream, in order; empty = it was never done. */
	written(stream: string, commandId: string): Promise<StoredEvent[]>;
	/** Where a stream ends: its newest sequence number, 0 before the first event. */
	lastSeq(stream: string): Promise<number>;
	/** What left of incidents in this scope after a position, oldest first; `end` = the newest position of all. */
	outward(
		scope: Scope,
		query: { after: number; since?: Instant; limit: number },
	): Promise<{ items: (OutwardRow & { position: number })[]; end: number }>;
	/** Names of all streams that begin so, in order; for rebuilding and chain heads, not for a request. */
	streams(prefix: string): Promise<string[]>;
	/** Next short number of the year, from 100; one atomic statement, gaps allowed. */
	nextNumber(year: number): Promise<number>;
	/** The newest `at` of the log: the clock never starts before it. */
	newestAt(): Promise<Instant | undefined>;
	heads(
		scope: Scope,
		query: {
			status?: readonly Known["status"][];
			since?: Instant;
			/** Only what has ended, at this instant or later. */
			endedSince?: Instant;
			limit: number;
			/** Opaque; from the previous page. */
			cursor?: string;
		},
	): Promise<{ items: Head[]; nextCursor?: string }>;
	/** `undefined` also when the scope does not see it. */
	head(scope: Scope, incidentId: string): Promise<Head | undefined>;
	findExternal(source: string, externalId: string): Promise<string | undefined>;
	findIdempotency(
		keyId: string,
		key: string,
	): Promise<{ bodyHash: string; incidentId: string } | undefined>;
	words(ids: readonly string[]): Promise<Map<string, Words>>;
	capability(tokenHash: KeyedHash): Promise<Capability | undefined>;
	commitments(
		of: readonly { kind: Commitment["kind"]; id: string }[],
	): Promise<Commitment[]>;
	commitmentsOf(incidentId: string): Promise<Commitment[]>;
	/** First alert calls of an incident: how many still wait, and when the latest began. */
	callsOf(
		incidentId: string,
	): Promise<{ waiting: number; lastBeganAt?: Instant }>;
	/** Of calls to the person's house nothing: whoever picks up there is not the person. */
	alertStates(incidentId: string): Promise<AlertState[]>;
	/** The same row by row, with what was written to humans; oldest plan first. */
	sendsOf(incidentId: string): Promise<SendState[]>;
	/** Pending and leased rows, for the auditor, doctor and tests. */
	rows(incidentId: string): Promise<OutboxRow[]>;
	/** One row in any state: what a call says was rendered when it was planned. */
	row(id: string): Promise<OutboxRow | undefined>;

	/** Leases due rows in lane order (class, rank, dueAt) and writes an attempt for each send, in one write. */
	claim(request: ClaimRequest): Promise<Claimed[]>;
	/** When the next pending row is due, if any: how long the poll may sleep. Webhooks hold nobody awake: the poll finds them. */
	nextDueAt(): Promise<Instant | undefined>;
	/** Leases of other boot ids and expired ones return to pending as `unknown`. Returns how many. */
	recover(request: {
		leaseBy: string;
		wallMs: number;
		now: Instant;
	}): Promise<number>;
	/** Sends waiting now per lane with class ≤ `upToClass`, for shedding courtesy. */
	waiting(
		now: Instant,
		upToClass: LaneClass,
	): Promise<{ lane: string; count: number }[]>;

	attempt(id: string): Promise<Attempt | undefined>;
	/** Newest accepted attempts of a person's alerts on one channel (to hang up a call). */
	attemptsOf(
		incidentId: string,
		responderId: string,
		channel: ChannelName,
	): Promise<Attempt[]>;
	/**
	 * Sends on one channel that began since then and whose end is not known: taken by the
	 * carrier or perhaps taken, neither delivered nor failed. Newest first.
	 */
	awaitingReceipt(query: {
		channel: ChannelName;
		since: Instant;
		limit: number;
	}): Promise<Attempt[]>;
	/** What carriers took and are paid for: of one incident, or of all reported since. */
	spent(
		of: { incidentId: string } | { reportedSince: Instant },
	): Promise<Spent>;
	/**
	 * Raises the rank of an attempt, never lowers it; true when it rose. A rank that proves the
	 * send (≥ 1, not 3.5) makes a row that waits for another copy, or is unproven, done.
	 */
	raise(receipt: {
		attemptId: string;
		rank: AttemptRank;
		code?: string;
		carrierId?: string;
		at: Instant;
	}): Promise<boolean>;

	/** False when this carrier id was stored before. */
	receive(inbound: Inbound): Promise<boolean>;
	pendingInbound(limit: number): Promise<Inbound[]>;
	/** `forget`: its body is kept no longer, only that it came. */
	inboundDone(
		carrier: string,
		externalId: string,
		at: Instant,
		more?: { forget: boolean },
	): Promise<void>;

	card(incidentId: string, responderId: string): Promise<CardRow | undefined>;
	saveCard(card: CardRow): Promise<void>;
	savePosition(position: PositionRow): Promise<void>;
	/** The latest of everybody of this incident whose position is at most so old. */
	positions(incidentId: string, since: Instant): Promise<PositionRow[]>;
	conversation(chatHash: KeyedHash): Promise<ConversationRow | undefined>;
	/** The newest of an incident: of these speakers, or of anybody but them. */
	recording(
		incidentId: string,
		of?: { only: readonly string[] } | { except: readonly string[] },
	): Promise<RecordingRow | undefined>;
	/**
	 * Takes away at most `limit` of one kind that is older than `before`: positions by
	 * their own time, messages by when they came, invitations by their expiry, all else
	 * by the end of its incident (of rows without one, by when they were made). `after`
	 * leaves out what ended before it and was looked at already. Fewer than `limit`
	 * returned = nothing of it is left.
	 */
	expire(
		kind: Kept,
		request: { before: Instant; after?: Instant; limit: number },
	): Promise<number>;

	/** Everything sealed of one kind, in pieces: for erasing and exporting a person. `next` absent = that was all. */
	sealed<Kind extends keyof SealedParts>(
		kind: Kind,
		after?: number,
	): Promise<{ items: SealedParts[Kind][]; next?: number }>;
	/** Streams with an event in whose payload this id stands, in pieces of the whole log. */
	naming(
		id: string,
		after?: number,
	): Promise<{ streams: string[]; next?: number }>;
	/** Sends and attempts only of these incidents. */
	aboutPerson(
		responderId: string,
		incidentIds: readonly string[],
	): Promise<AboutPerson>;
	close(): Promise<void>;
};

// --- Roster ----------------------------------------------------------------

export type ResponderRow = {
	id: string;
	name: Sealed;
	phone: Sealed;
	phoneHash: KeyedHash;
	secondPhone?: Sealed;
	secondPhoneHash?: KeyedHash;
	brigadeIds: string[];
	/** Homes and work, `Place[]` as JSON: opened by `whereabouts.ts` only. */
	places: Sealed;
	qualifications: Qualification[];
	locale: Locale;
	phoneKind: PhoneKind;
	smsAlphabet: SmsAlphabet;
	travel: TravelMode;
	/** `Availability` as JSON: hours of every week are a pattern of life. */
	availability: Sealed;
	/** Set when the chat was bound by invite and contact. */
	telegramChat?: Sealed;
	telegramHash?: KeyedHash;
	history?: { alerted: number; came: number };
	/** Opaque, the same for everybody who lives there: one of them stays with the children. */
	household?: string;
	/** Somebody in the house who is rung when the person does not wake: `{ name, phone }` as JSON. */
	homeContact?: Sealed;
	/** `Paper[]` as JSON (`papers.ts`): what expires, and on which day. */
	papers?: Sealed;
	/** What a chief proves himself with on the phone (`pin.ts`). */
	pinHash?: KeyedHash;
	/** When the test ring was heard: only then has the person joined. */
	rungAt?: Instant;
};

/** Why it does not stand ready is told in free words, often with a name in them. */
export type VehicleRow = Omit<Vehicle, "reason"> & { reason?: Sealed };

/** The one question a chat has open: a reply belongs to it, also after a restart. */
export type ConversationRow = {
	chatHash: KeyedHash;
	/** Absent while we do not know who it is. */
	responderId?: string;
	/** What was asked and what is known so far, as JSON of the conversation's own. */
	state: Sealed;
	at: Instant;
};

/** Somebody asks to join a brigade; gone once its chief has decided. */
export type JoinRequestRow = {
	id: string;
	brigadeId: string;
	chatHash: KeyedHash;
	/** Name, phone and chat as JSON. */
	told: Sealed;
	createdAt: Instant;
};

/** A group that reads along: type and settlement of its brigade's incidents. */
export type GroupChatRow = {
	chatHash: KeyedHash;
	chat: Sealed;
	brigadeId: string;
	since: Instant;
};

/** What a chief said about the place: opens every call, hangs on the card. */
export type RecordingRow = {
	id: string;
	incidentId: string;
	responderId: string;
	/** The audio, base64. */
	audio: Sealed;
	mediaType: string;
	seconds: number;
	at: Instant;
};

/** How one channel of a person fared: counted from real traffic and from the weekly bell. */
export type ProofRow = {
	responderId: string;
	channel: ChannelName;
	asked: number;
	reached: number;
	lastAskedAt?: Instant;
	lastReachedAt?: Instant;
};

/** As the database has them: where people are is opened by `whereabouts.ts`. */
export type StoredCandidates = Omit<Candidates, "responders" | "vehicles"> & {
	vehicles: VehicleRow[];
	responders: (Omit<Responder, "places" | "availability"> &
		Pick<ResponderRow, "places" | "availability">)[];
};

/** A channel of a person that is known not to work, and why. Absent = works. */
export type ChannelStateRow = {
	responderId: string;
	channel: ChannelName;
	state: "works" | "blocked" | "invalid" | "optedOut";
	since: Instant;
};

export type ApiKeyRow = {
	id: string;
	name: string;
	keyHash: KeyedHash;
	scope: Scope;
	createdAt: Instant;
	expiresAt?: Instant;
	/** To the minute. */
	lastUsedAt?: Instant;
};

/** A role of the installation, beside those the brigades give; `grants.ts` says which roles over what. */
export type GrantRow = {
	id: string;
	/** One of the two. */
	responderId?: string;
	deskId?: string;
	role: "administrator" | "coordinator" | "dutyOfficer";
	scope: Scope;
	createdAt: Instant;
};

/** A post with a workstation of its own; officers are `{ id, name }[]` as JSON. */
export type DeskRow = {
	id: string;
	name: string;
	officers: Sealed;
	createdAt: Instant;
};

/** Who sits at a desk now, by name; who sat there before is in the administration log. */
export type ShiftRow = { deskId: string; officer: Sealed; since: Instant };

/** A machine that is told what happens, by whoever made it and as long as they may see it. */
export type SubscriptionRow = {
	id: string;
	name?: string;
	/** Where it listens; the address may hold a key. */
	url: Sealed;
	events: OutwardType[];
	/** What our words to it are signed with. */
	secret: Sealed;
	/** The one before; signs too until then. */
	previousSecret?: Sealed;
	previousUntil?: Instant;
	owner: SubscriptionOwner;
	/** What the owner saw when it was made: used where nobody can look up what they see now. */
	scope: Scope;
	createdAt: Instant;
	deliveredAt?: Instant;
	/** The first failure since then; absent = it takes what it gets. */
	failingSince?: Instant;
	failure?: string;
};
export type SubscriptionOwner = {
	kind: "key" | "desk" | "responder";
	id: string;
};

/** A fact that left, as it was said. */
export type OutwardRow = {
	id: string;
	incidentId: string;
	at: Instant;
	type: OutwardType;
	/** JSON, exactly what a webhook carries. */
	body: string;
};

/** A screen on the wall of a station; hashes without the secret, so that it outlives a new one. */
export type WallRow = {
	id: string;
	brigadeId: string;
	name: string;
	tokenHash: KeyedHash;
	/** Of the one screen it is bound to; absent = of none yet. */
	screenHash?: KeyedHash;
	/** Program and system of that screen, to be recognised by. */
	screen?: string;
	madeAt: Instant;
	/** A link nobody opened until then binds nothing any more. */
	bindUntil: Instant;
	boundAt?: Instant;
	/** To the quarter of an hour. */
	lastSeenAt?: Instant;
};

export type InvitationRow = {
	responderId: string;
	codeHash: KeyedHash;
	createdAt: Instant;
	expiresAt: Instant;
	/** Consumed when the phone is bound, not at /start. */
	consumedAt?: Instant;
};

export type Page<T> = { items: T[]; nextCursor?: string };

/** Reads only; every write is `Store.append`. */
export type Roster = {
	/** Named brigades whole (members, vehicles), then the nearest brigades' people, at most `limit` people. No place: only the named brigades. */
	candidates(query: {
		place?: Point;
		brigadeIds: readonly string[];
		limit: number;
	}): Promise<StoredCandidates>;
	brigade(scope: Scope, id: string): Promise<Brigade | undefined>;
	brigades(
		scope: Scope,
		page: { limit: number; cursor?: string },
	): Promise<Page<Brigade>>;
	vehicle(scope: Scope, id: string): Promise<VehicleRow | undefined>;
	vehicles(scope: Scope, brigadeId: string): Promise<VehicleRow[]>;
	responder(scope: Scope, id: string): Promise<ResponderRow | undefined>;
	responders(
		scope: Scope,
		page: { limit: number; cursor?: string; brigadeId?: string },
	): Promise<Page<ResponderRow>>;
	/** Rows for these ids, in any order; unknown ids are left out. For wording and boards of incidents already in scope. */
	people(ids: readonly string[]): Promise<ResponderRow[]>;
	channelStates(ids: readonly string[]): Promise<ChannelStateRow[]>;
	byPhone(phoneHash: KeyedHash): Promise<ResponderRow[]>;
	byTelegram(telegramHash: KeyedHash): Promise<ResponderRow | undefined>;
	/** Open and unconfirmed incidents in which the person was alerted or informed. */
	incidentsOf(responderId: string): Promise<string[]>;
	/** Such incidents that were merged since, into one that still goes on. */
	duplicatesOf(responderId: string): Promise<string[]>;
	apiKey(keyHash: KeyedHash): Promise<ApiKeyRow | undefined>;
	apiKeys(): Promise<ApiKeyRow[]>;
	/** Oldest first, with how much waits for each. */
	subscriptions(): Promise<(SubscriptionRow & { waiting: number })[]>;
	invitation(codeHash: KeyedHash): Promise<InvitationRow | undefined>;
	joinRequest(id: string): Promise<JoinRequestRow | undefined>;
	/** Oldest first. */
	joinRequests(brigadeIds: readonly string[]): Promise<JoinRequestRow[]>;
	groupChat(chatHash: KeyedHash): Promise<GroupChatRow | undefined>;
	groupChats(brigadeIds: readonly string[]): Promise<GroupChatRow[]>;
	proofs(ids: readonly string[]): Promise<ProofRow[]>;
};

// --- Areas -----------------------------------------------------------------

/** Oblast, raion, hromada or settlement; belongs to its parent, whatever the codes look like. */
export type AreaRow = {
	/** KATOTTG: UA and 17 digits. */
	code: string;
	kind: "oblast" | "raion" | "hromada" | "settlement";
	/** The codifier's letter: O, P, H; of settlements M town, X selyshche, C village, K Kyiv and Sevastopol. */
	category: "O" | "P" | "H" | "M" | "X" | "C" | "K";
	name: string;
	/** May name an area that is not here (yet). */
	parentCode?: string;
	location?: Point;
	population?: number;
	/** The name as it is looked for (`areas/spelling.ts`). */
	search: string;
	/** What people may still call it. */
	formerNames?: string[];
	/** Former names as they are looked for; follows `formerNames`. */
	formerSearch?: string;
};

/** A settlement with the names that tell it apart, as far as their areas are known. */
export type FoundSettlement = AreaRow & {
	hromada?: string;
	raion?: string;
	oblast?: string;
	/** Found by this former name: none of the words begins one of its own. */
	byFormerName?: string;
	/** Where its hromada lies: nearness of a settlement without a place of its own. */
	centre?: Point;
};

export type Square = {
	south: number;
	west: number;
	north: number;
	east: number;
};

export type AreaQuery = {
	/** As `search` is written. Each begins a word of the settlement's name or of those it belongs to; one of its own. */
	words: readonly string[];
	/** The nearest to any of these first. */
	near: readonly Point[];
	/** Only settlements whose place is known and lies inside. */
	within?: { metres: number } | Square;
	limit: number;
};

/** Reads only; every write is `Store.append`. */
export type Areas = {
	/**
	 * Settlements called exactly so first, then the nearest, then the largest. Without
	 * words those around `near` or inside a square; without anything none.
	 */
	find(query: AreaQuery): Promise<FoundSettlement[]>;
	/** Rows for these codes, in any order; unknown ones are left out. */
	byCodes(codes: readonly string[]): Promise<AreaRow[]>;
	/** All settlements of this hromada, raion or oblast, in any order. */
	under(code: string): Promise<FoundSettlement[]>;
	count(kinds: readonly AreaRow["kind"][]): Promise<number>;
};

// --- Residents -------------------------------------------------------------

/** Who reports fires: a chat, a phone, or both. The log knows the id alone. */
export type ReporterRow = {
	id: string;
	chatHash?: KeyedHash;
	chat?: Sealed;
	/** Proven: a shared contact, caller ID, an SMS's number as far as it can be believed. */
	phoneHash?: KeyedHash;
	phone?: Sealed;
	locale: Locale;
	reports: number;
	/** Said by a human to be no fire. */
	falseReports: number;
	firstAt: Instant;
	lastAt: Instant;
	/** When the law's warning was shown; it is shown once. */
	warnedAt?: Instant;
	/** A chief takes no more of them. */
	blockedAt?: Instant;
};

/** Whose report it is and of which incident: what they say later goes there. */
export type ReportRow = {
	id: string;
	incidentId: string;
	reporterId: string;
	at: Instant;
};

/** Reads only; every write is `Store.append`. */
export type Reporters = {
	byChat(chatHash: KeyedHash): Promise<ReporterRow | undefined>;
	byPhone(phoneHash: KeyedHash): Promise<ReporterRow | undefined>;
	/** Rows for these ids, in any order; unknown ones are left out. */
	byIds(ids: readonly string[]): Promise<ReporterRow[]>;
	/** Newest first. */
	reportsBy(
		reporterId: string,
		page: { since?: Instant; limit: number },
	): Promise<ReportRow[]>;
	report(id: string): Promise<ReportRow | undefined>;
};

// --- The others --------------------------------------------------------------

/** A person of the roster who is told of what happens in an area, and never alerted. */
export type ObserverRow = {
	id: string;
	responderId: string;
	/** KATOTTG of oblast, raion, hromada or settlement; everything below counts. */
	areaCode: string;
	kind:
		| "policeOfficer"
		| "rescueOfficer"
		| "securityCentre"
		| "villageHead"
		| "other";
	/** Absent = of every type. */
	types?: IncidentType[];
	createdAt: Instant;
};

/** A person of the roster with a tractor or an excavator who agreed to be asked; never crew. */
export type HelperRow = {
	id: string;
	responderId: string;
	areaCode: string;
	equipment: Equipment[];
	/** Absent = for every type. */
	types?: IncidentType[];
	/** When they were asked whether they agree. */
	askedAt?: Instant;
	/** Nobody is asked to a fire before. */
	consentAt?: Instant;
	/** Said no, or took their yes back, and when. */
	withdrawnAt?: Instant;
	/** «Більше не питати», and when: nobody asks them again. */
	quietAt?: Instant;
	createdAt: Instant;
};

type OthersPage = {
	limit: number;
	cursor?: string;
	/** Only of these areas and of all below them. */
	within?: readonly string[];
};

/** Reads only; every write is `Store.append`. */
export type Others = {
	/** Of these areas and of everything they belong to, in the order they came. */
	observersOf(codes: readonly string[]): Promise<ObserverRow[]>;
	/** Who agreed: the same, and the settlements of a hromada among them. */
	helpersOf(codes: readonly string[]): Promise<HelperRow[]>;
	observers(page: OthersPage): Promise<Page<ObserverRow>>;
	helpers(page: OthersPage): Promise<Page<HelperRow>>;
	observer(id: string): Promise<ObserverRow | undefined>;
	helper(id: string): Promise<HelperRow | undefined>;
	helperBy(responderId: string): Promise<HelperRow | undefined>;
	observersBy(responderId: string): Promise<ObserverRow[]>;
};

// --- War and ground ----------------------------------------------------------

/** What the alerts API last said of one of its regions. */
export type AirRegionRow = {
	/** The API's own number, as a string. */
	id: string;
	/** KATOTTG, where it is known which area it is. */
	code?: string;
	name: string;
	kind: "oblast" | "raion" | "hromada";
	parentId?: string;
	/** The last word of each type of alert; `none` = it has ended. */
	levels: {
		type: string;
		level: "none" | "yellow" | "red";
		/** The source's own time: what is older changes nothing. */
		since: Instant;
	}[];
	/** The newest of them. */
	changedAt: Instant;
	/** The last moment it was red. */
	redAt?: Instant;
};

/** When a feed was last heard in full. */
export type AirFeedRow = {
	id: string;
	heardAt: Instant;
	/** 64 bits, so a string. */
	lastActionIndex?: string;
	failure?: string;
};

/** Reads only; every write is `Store.append`. */
export type AirRaids = {
	/** All there are, or those of these areas by KATOTTG. */
	regions(codes?: readonly string[]): Promise<AirRegionRow[]>;
	feed(id: string): Promise<AirFeedRow | undefined>;
	/** What a region can be: oblasts, raions, hromadas and the two cities that are oblasts themselves. */
	areas(): Promise<AreaRow[]>;
};

/** Ground that kills. */
export type HazardAreaRow = {
	id: string;
	kind: "mines" | "unexploded" | "other";
	name?: string;
	/** GeoJSON, longitude first; outer ring and holes. */
	shape:
		| { type: "Polygon"; coordinates: number[][][] }
		| { type: "MultiPolygon"; coordinates: number[][][][] };
	south: number;
	west: number;
	north: number;
	east: number;
	/** Who says so. */
	source?: string;
	createdAt: Instant;
};

/** Where a truck is filled. */
export type WaterPointRow = {
	id: string;
	/** The bringer's own name for it; the same again is the same point. */
	ref?: string;
	kind: "hydrant" | "pond" | "river" | "tower" | "reservoir" | "well" | "other";
	name?: string;
	location: Point;
	refillMinutes?: number;
	/** How a truck comes to it, in words: «з дамби, взимку ополонка». */
	access?: string;
	testedAt?: Instant;
	state: "works" | "dry" | "unknown";
	stateAt: Instant;
	/** A resident says so; nobody of the brigade has looked. */
	saidDryAt?: Instant;
};

/** Where to look: around a point, or in a square. */
export type GroundQuery = (
	| { near: Point; withinMetres: number }
	| { within: Square }
) & { limit: number };

/** Reads only; every write is `Store.append`. */
export type Ground = {
	/** Nearest first; of a square in any order. */
	water(query: GroundQuery): Promise<WaterPointRow[]>;
	/** In any order; unknown ones are left out. */
	waterByIds(ids: readonly string[]): Promise<WaterPointRow[]>;
	waterByRefs(refs: readonly string[]): Promise<WaterPointRow[]>;
	/** Whose bounding box lies so near, or meets the square; the nearest box first. How far the ground itself is: `core/shape.ts`. */
	hazards(query: GroundQuery): Promise<HazardAreaRow[]>;
	hazardsByIds(ids: readonly string[]): Promise<HazardAreaRow[]>;
	/** Ids of everything one source says; without one, of what nobody signed. */
	hazardsOf(source: string): Promise<string[]>;
};

// --- Channel ---------------------------------------------------------------

/** What is handed to a carrier. `to` is an address of the channel's own kind. */
export type Outgoing = {
	attemptId: string;
	to: string;
	/** The rendered text or speech, as JSON of `wording`'s Rendered. */
	body: string;
	incidentId: string;
	purpose?: Purpose;
	/** The same for every copy sent because nobody knows what became of the one before; a carrier that can takes it once. */
	copyKey?: string;
};

/**
 * What came of a try. A failure before the first byte is `retry`; a time-out,
 * reset or 5xx after it is `unknown`; `rejected` is permanent for this address,
 * or, with `whole`, for the whole lane (wrong token: the breaker opens).
 */
export type Outcome =
	| { outcome: "accepted"; carrierId?: string }
	| { outcome: "rejected"; code: string; reason: RejectReason; whole?: boolean }
	/** `sender`: only the number we sent from is full, another may take it. */
	| { outcome: "throttled"; untilMs: number; code: string; sender?: boolean }
	| { outcome: "retry"; code: string }
	| { outcome: "unknown"; code: string };
export type RejectReason =
	| "blocked"
	| "invalid"
	| "optedOut"
	/** The text, not the person: another text may be taken. */
	| "content"
	| "account"
	| "refused"
	/** May pass by itself: nobody loses a channel for it. */
	| "suspect"
	/** The number we send from is not taken there; another may be. */
	| "sender"
	/** A filter on the way took it for spam. */
	| "filtered";

/** What a carrier can do, so that nobody asks which one it is. */
export type Capabilities = {
	/** People can answer by writing back. */
	inbound: boolean;
	/** How it tells what became of a message: it calls us, we ask it (`Channel.receipts`), or nobody ever hears. */
	receipts: "push" | "poll" | "none";
	/** Tries Viber first, and SMS only where that does not arrive. */
	hybridViber: boolean;
	/** Voice only: it speaks and hears keys. False = it rings, and picking up says nothing. */
	keys?: boolean;
	/** What a segment or a call costs, in the installation's currency. */
	unitPrice?: number;
};

/** How far a message or call has come, in the carrier's own words no more. */
export type Receipt = {
	rank: AttemptRank;
	/** Why it failed, at rank 3.5. */
	reason?: FailedReason;
	/** The carrier's own code or word. */
	code?: string;
	carrierId?: string;
};
export type FailedReason =
	| "unreachable"
	| "noAnswer"
	| "busy"
	| "invalid"
	| "optedOut"
	| "sender"
	| "filtered"
	| "account"
	| "expired";

/** A send that is asked about; without `carrierId` its answer was lost. */
export type Asked = { attemptId: string; carrierId?: string };

export type Channel = {
	name: ChannelName;
	capabilities: Capabilities;
	/** There is a second number to send from; the text of a row says when (`Rendered.sender`). */
	hasSecondSender?: boolean;
	/** Tries once, within `deadlineMs`; never throws, never retries by itself. */
	send(outgoing: Outgoing, deadlineMs: number): Promise<Outcome>;
	/** Replaces the text of a message sent before (cards). `unchanged` is success. */
	edit?(
		edit: { to: string; messageId: string; body: string },
		deadlineMs: number,
	): Promise<Outcome>;
	/** A sound beside an alert, silently; `soundId` spares the next one the upload. */
	sendSound?(
		sending: {
			to: string;
			sound: Uint8Array<ArrayBuffer> | string;
			seconds: number;
			words: string;
		},
		deadlineMs: number,
	): Promise<Outcome & { soundId?: string }>;
	/** Ends a ringing or speaking call. */
	hangUp?(carrierId: string, deadlineMs: number): Promise<Outcome>;
	/** What became of these, where the carrier must be asked; what it does not know is left out. Undefined when it could not be asked. */
	receipts?(
		asked: readonly Asked[],
		deadlineMs: number,
	): Promise<(Receipt & { attemptId: string })[] | undefined>;
	/** Is the account usable? For `doctor` and `/readyz`. Says what to do when not. */
	probe(): Promise<{ ok: boolean; detail: string }>;
};

// --- Webhooks ---------------------------------------------------------------

/** What came of a try: an answer, whatever it says, or none and why, as a code. */
export type Posted =
	| { status: number; retryAfterMs?: number }
	| { failed: string };

/** The way to other people's machines. */
export type Webhooks = {
	/** Why this address is never called, as a sentence of what was expected; undefined = it may be. */
	fault(url: string): string | undefined;
	/** Tries once, within `deadlineMs`; never throws, follows no redirection, reaches no private network. */
	post(
		message: { url: string; headers: Record<string, string>; body: string },
		deadlineMs: number,
	): Promise<Posted>;
};

// --- Clock and Wake --------------------------------------------------------

export type Clock = {
	/** Incident time: wall at start plus monotonic, never before the newest `at` of the log. May be scaled. */
	now(): Instant;
	/** Machine time in milliseconds: deadlines, breakers, buckets. Never scaled, never stored. */
	mono(): number;
	/** Unscaled wall time, for leases and heartbeats that are stored. */
	wall(): number;
	/** How many times faster `now()` runs than the wall; 1 in service. */
	speed: number;
};

/** A hint that work is due. The poll finds it without. */
export type Wake = {
	wake(): void;
	/** Resolves at the next hint, or after `ms` machine milliseconds. */
	wait(ms: number): Promise<void>;
};

export type { Command, Recorded, Step };
