/**
 * The tables of the SQLite file and of Cloudflare D1, which share migrations
 * and queries. `npm run db:generate` writes a migration from this file.
 *
 * Instants are milliseconds UTC. Columns typed `Sealed` hold ciphertext. No
 * foreign keys: rows of one append arrive in any order, and the log outlives
 * the roster. Partial indexes keep finished outbox rows, by far the most, out
 * of every claim.
 */
import { sql } from "drizzle-orm";
import {
	index,
	integer,
	primaryKey,
	real,
	sqliteTable,
	text,
	uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { Known, LaneClass, Purpose } from "../../src/core/incident.ts";
import type {
	BrigadeKind,
	ChannelName,
	IncidentType,
	Locale,
	Location,
	Mode,
	PhoneKind,
	Qualification,
	SeatRule,
	SmsAlphabet,
	TravelMode,
	VehicleKind,
	VehicleState,
} from "../../src/core/kinds.ts";
import type { MessageKind } from "../../src/core/message.ts";
import type { OutwardType } from "../../src/core/outward.ts";
import type { PolicyOverrides } from "../../src/core/policy.ts";
import type { Brigade, Commitment } from "../../src/core/roster.ts";
import type {
	AirRegionRow,
	AreaRow,
	Attempt,
	AttemptRank,
	Capability,
	ChannelStateRow,
	GrantRow,
	HazardAreaRow,
	HelperRow,
	KeyedHash,
	ObserverRow,
	OutboxRow,
	OutcomeName,
	RowKind,
	RowState,
	Scope,
	Sealed,
	SubscriptionOwner,
	WaterPointRow,
} from "../../src/ports.ts";
import type { CeremonyRow, SessionRow } from "../../src/signIn/store.ts";

// --- The log -------------------------------------------------------------------

export const event = sqliteTable(
	"event",
	{
		stream: text().notNull(),
		seq: integer().notNull(),
		commandId: text("command_id").notNull(),
		n: integer().notNull(),
		type: text().notNull(),
		v: integer().notNull(),
		at: integer().notNull(),
		payload: text().notNull(),
		prevHash: text("prev_hash").notNull(),
		hash: text().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.stream, t.seq] }),
		uniqueIndex("event_command").on(t.stream, t.commandId, t.n),
		index("event_at").on(t.at),
	],
);

export const words = sqliteTable("words", {
	id: text().primaryKey(),
	salt: text().notNull(),
	text: text().$type<Sealed>().notNull(),
});

/** Short numbers: one counter per year. */
export const counter = sqliteTable("counter", {
	year: integer().primaryKey(),
	n: integer().notNull(),
});

// --- What is beside the log, one unique row each -----------------------------------

export const head = sqliteTable(
	"head",
	{
		id: text().primaryKey(),
		number: integer().notNull(),
		status: text().$type<Known["status"]>().notNull(),
		incidentType: text("incident_type").$type<IncidentType>().notNull(),
		mode: text().$type<Mode>().notNull(),
		source: text().notNull(),
		location: text({ mode: "json" }).$type<Location>(),
		placeWordsId: text("place_words_id"),
		brigadeIds: text("brigade_ids", { mode: "json" })
			.$type<string[]>()
			.notNull(),
		areaCodes: text("area_codes", { mode: "json" }).$type<string[]>().notNull(),
		reportedBy: text("reported_by"),
		reportedAt: integer("reported_at").notNull(),
		alertedAt: integer("alerted_at"),
		endedAt: integer("ended_at"),
		mergedInto: text("merged_into"),
		version: integer().notNull(),
	},
	(t) => [
		index("head_merged").on(t.mergedInto).where(sql`merged_into is not null`),
		index("head_reported").on(t.reportedAt, t.id),
		index("head_status").on(t.status, t.reportedAt),
		index("head_reported_by").on(t.reportedBy, t.reportedAt),
	],
);

/** Which brigades see an incident; follows `head.brigade_ids`. */
export const headBrigade = sqliteTable(
	"head_brigade",
	{
		incidentId: text("incident_id").notNull(),
		brigadeId: text("brigade_id").notNull(),
	},
	(t) => [primaryKey({ columns: [t.incidentId, t.brigadeId] })],
);

/** Which areas see an incident; follows `head.area_codes`. */
export const headArea = sqliteTable(
	"head_area",
	{
		incidentId: text("incident_id").notNull(),
		areaCode: text("area_code").notNull(),
	},
	(t) => [primaryKey({ columns: [t.incidentId, t.areaCode] })],
);

export const external = sqliteTable(
	"external",
	{
		source: text().notNull(),
		externalId: text("external_id").notNull(),
		incidentId: text("incident_id").notNull(),
	},
	(t) => [primaryKey({ columns: [t.source, t.externalId] })],
);

export const idempotency = sqliteTable(
	"idempotency",
	{
		keyId: text("key_id").notNull(),
		key: text().notNull(),
		bodyHash: text("body_hash").notNull(),
		incidentId: text("incident_id").notNull(),
	},
	(t) => [primaryKey({ columns: [t.keyId, t.key] })],
);

export const commitment = sqliteTable(
	"commitment",
	{
		kind: text().$type<Commitment["kind"]>().notNull(),
		id: text().notNull(),
		incidentId: text("incident_id").notNull(),
		number: integer().notNull(),
		mode: text().$type<Mode>().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.kind, t.id] }),
		index("commitment_incident").on(t.incidentId),
	],
);

export const capability = sqliteTable(
	"capability",
	{
		tokenHash: text("token_hash").$type<KeyedHash>().primaryKey(),
		incidentId: text("incident_id").notNull(),
		responderId: text("responder_id").notNull(),
		opens: text().$type<Capability["opens"]>().notNull(),
		createdAt: integer("created_at").notNull(),
		revokedAt: integer("revoked_at"),
	},
	(t) => [index("capability_incident").on(t.incidentId)],
);

/** Always empty: a guard statement puts NULL here when its condition fails, and all is undone. */
export const guard = sqliteTable("guard", { ok: integer().notNull() });

// --- Work to do ----------------------------------------------------------------------

export const outbox = sqliteTable(
	"outbox",
	{
		id: text().primaryKey(),
		incidentId: text("incident_id").notNull(),
		kind: text().$type<RowKind>().notNull(),
		key: text(),
		lane: text().$type<OutboxRow["lane"]>().notNull(),
		purpose: text().$type<Purpose>(),
		messageKind: text("message_kind").$type<MessageKind>(),
		responderId: text("responder_id"),
		laneClass: integer("lane_class").$type<LaneClass>().notNull(),
		rank: integer().notNull(),
		dueAt: integer("due_at").notNull(),
		afterOwnCallMs: integer("after_own_call_ms"),
		notAfter: integer("not_after"),
		units: integer().notNull(),
		body: text().$type<Sealed>().notNull(),
		state: text().$type<RowState>().notNull(),
		unknowns: integer().notNull(),
		tries: integer().notNull(),
		leaseUntil: integer("lease_until"),
		leaseBy: text("lease_by"),
		/** The try the lease belongs to: tells a late loser of the same process apart. */
		leaseAttempt: text("lease_attempt"),
		/** 1: withdrawn while leased, so this try may finish and no other follows. */
		recalled: integer().notNull(),
		code: text(),
		sentAt: integer("sent_at"),
		createdAt: integer("created_at").notNull(),
		subscriptionId: text("subscription_id"),
	},
	(t) => [
		index("outbox_order")
			.on(t.lane, t.laneClass, t.rank, t.dueAt, t.id)
			.where(sql`state = 'pending'`),
		index("outbox_due").on(t.lane, t.dueAt).where(sql`state = 'pending'`),
		index("outbox_leased").on(t.leaseUntil).where(sql`state = 'leased'`),
		index("outbox_incident").on(t.incidentId, t.responderId),
		// What is over is left out: it is looked at with every fact, and history is long.
		index("outbox_subscription")
			.on(t.subscriptionId, t.dueAt)
			.where(sql`subscription_id is not null and state = 'pending'`),
		uniqueIndex("outbox_key")
			.on(t.incidentId, t.key)
			.where(sql`key is not null`),
	],
);

export const attempt = sqliteTable(
	"attempt",
	{
		id: text().primaryKey(),
		rowId: text("row_id").notNull(),
		incidentId: text("incident_id").notNull(),
		responderId: text("responder_id"),
		channel: text().$type<Attempt["channel"]>().notNull(),
		purpose: text().$type<Purpose>(),
		startedAt: integer("started_at").notNull(),
		endedAt: integer("ended_at"),
		outcome: text().$type<OutcomeName>(),
		code: text(),
		carrierId: text("carrier_id"),
		rank: real().$type<AttemptRank>().notNull(),
	},
	(t) => [index("attempt_row").on(t.rowId)],
);

export const inbound = sqliteTable(
	"inbound",
	{
		carrier: text().notNull(),
		externalId: text("external_id").notNull(),
		receivedAt: integer("received_at").notNull(),
		body: text().$type<Sealed>().notNull(),
		doneAt: integer("done_at"),
	},
	(t) => [
		primaryKey({ columns: [t.carrier, t.externalId] }),
		index("inbound_pending").on(t.receivedAt).where(sql`done_at is null`),
	],
);

export const card = sqliteTable(
	"card",
	{
		incidentId: text("incident_id").notNull(),
		responderId: text("responder_id").notNull(),
		messageId: text("message_id").notNull(),
		shownHash: text("shown_hash"),
	},
	(t) => [primaryKey({ columns: [t.incidentId, t.responderId] })],
);

export const position = sqliteTable(
	"position",
	{
		incidentId: text("incident_id").notNull(),
		responderId: text("responder_id").notNull(),
		position: text().$type<Sealed>().notNull(),
		at: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.incidentId, t.responderId] })],
);

// --- The roster ------------------------------------------------------------------------

export const brigade = sqliteTable(
	"brigade",
	{
		id: text().primaryKey(),
		name: text().notNull(),
		kind: text().$type<BrigadeKind>().notNull(),
		lat: real().notNull(),
		lon: real().notNull(),
		areaCode: text("area_code"),
		locale: text().$type<Locale>().notNull(),
		roles: text({ mode: "json" }).$type<Brigade["roles"]>().notNull(),
		policy: text({ mode: "json" }).$type<PolicyOverrides>().notNull(),
		bell: text({ mode: "json" }).$type<Brigade["bell"]>(),
		residents: text({ mode: "json" }).$type<Brigade["residents"]>(),
		staging: text({ mode: "json" }).$type<Brigade["staging"]>(),
	},
	(t) => [
		index("brigade_place").on(t.lat, t.lon),
		index("brigade_area").on(t.areaCode),
	],
);

export const vehicle = sqliteTable(
	"vehicle",
	{
		id: text().primaryKey(),
		brigadeId: text("brigade_id").notNull(),
		name: text().notNull(),
		kind: text().$type<VehicleKind>().notNull(),
		seats: integer().notNull(),
		crewRule: text("crew_rule", { mode: "json" }).$type<SeatRule[]>().notNull(),
		state: text().$type<VehicleState>().notNull(),
		reason: text().$type<Sealed>(),
		uncheckedSince: integer("unchecked_since"),
	},
	(t) => [index("vehicle_brigade").on(t.brigadeId)],
);

export const responder = sqliteTable(
	"responder",
	{
		id: text().primaryKey(),
		name: text().$type<Sealed>().notNull(),
		phone: text().$type<Sealed>().notNull(),
		phoneHash: text("phone_hash").$type<KeyedHash>().notNull(),
		secondPhone: text("second_phone").$type<Sealed>(),
		secondPhoneHash: text("second_phone_hash").$type<KeyedHash>(),
		brigadeIds: text("brigade_ids", { mode: "json" })
			.$type<string[]>()
			.notNull(),
		places: text().$type<Sealed>().notNull(),
		qualifications: text({ mode: "json" }).$type<Qualification[]>().notNull(),
		locale: text().$type<Locale>().notNull(),
		phoneKind: text("phone_kind").$type<PhoneKind>().notNull(),
		smsAlphabet: text("sms_alphabet").$type<SmsAlphabet>().notNull(),
		travel: text().$type<TravelMode>().notNull(),
		availability: text().$type<Sealed>().notNull(),
		telegramChat: text("telegram_chat").$type<Sealed>(),
		telegramHash: text("telegram_hash").$type<KeyedHash>(),
		history: text({ mode: "json" }).$type<{ alerted: number; came: number }>(),
		household: text(),
		homeContact: text("home_contact").$type<Sealed>(),
		papers: text().$type<Sealed>(),
		pinHash: text("pin_hash").$type<KeyedHash>(),
		rungAt: integer("rung_at"),
	},
	(t) => [
		index("responder_phone").on(t.phoneHash),
		index("responder_second_phone").on(t.secondPhoneHash),
		index("responder_telegram").on(t.telegramHash),
	],
);

/** Members of a brigade; follows `responder.brigade_ids`. */
export const responderBrigade = sqliteTable(
	"responder_brigade",
	{
		brigadeId: text("brigade_id").notNull(),
		responderId: text("responder_id").notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.brigadeId, t.responderId] }),
		index("responder_brigade_responder").on(t.responderId),
	],
);

export const channelState = sqliteTable(
	"channel_state",
	{
		responderId: text("responder_id").notNull(),
		channel: text().$type<ChannelName>().notNull(),
		state: text().$type<ChannelStateRow["state"]>().notNull(),
		since: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.responderId, t.channel] })],
);

export const apiKey = sqliteTable(
	"api_key",
	{
		id: text().primaryKey(),
		name: text().notNull(),
		keyHash: text("key_hash").$type<KeyedHash>().notNull(),
		scope: text({ mode: "json" }).$type<Scope>().notNull(),
		createdAt: integer("created_at").notNull(),
		expiresAt: integer("expires_at"),
		lastUsedAt: integer("last_used_at"),
	},
	(t) => [uniqueIndex("api_key_hash").on(t.keyHash)],
);

export const invitation = sqliteTable(
	"invitation",
	{
		responderId: text("responder_id").primaryKey(),
		codeHash: text("code_hash").$type<KeyedHash>().notNull(),
		createdAt: integer("created_at").notNull(),
		expiresAt: integer("expires_at").notNull(),
		consumedAt: integer("consumed_at"),
	},
	(t) => [index("invitation_code").on(t.codeHash)],
);

// --- Conversations ---------------------------------------------------------------------

export const conversation = sqliteTable(
	"conversation",
	{
		chatHash: text("chat_hash").$type<KeyedHash>().primaryKey(),
		responderId: text("responder_id"),
		state: text().$type<Sealed>().notNull(),
		at: integer().notNull(),
	},
	(t) => [index("conversation_at").on(t.at)],
);

export const joinRequest = sqliteTable(
	"join_request",
	{
		id: text().primaryKey(),
		brigadeId: text("brigade_id").notNull(),
		chatHash: text("chat_hash").$type<KeyedHash>().notNull(),
		told: text().$type<Sealed>().notNull(),
		createdAt: integer("created_at").notNull(),
	},
	(t) => [index("join_request_brigade").on(t.brigadeId, t.createdAt)],
);

export const groupChat = sqliteTable(
	"group_chat",
	{
		chatHash: text("chat_hash").$type<KeyedHash>().primaryKey(),
		chat: text().$type<Sealed>().notNull(),
		brigadeId: text("brigade_id").notNull(),
		since: integer().notNull(),
	},
	(t) => [index("group_chat_brigade").on(t.brigadeId)],
);

export const recording = sqliteTable(
	"recording",
	{
		id: text().primaryKey(),
		incidentId: text("incident_id").notNull(),
		responderId: text("responder_id").notNull(),
		audio: text().$type<Sealed>().notNull(),
		mediaType: text("media_type").notNull(),
		seconds: integer().notNull(),
		at: integer().notNull(),
	},
	(t) => [index("recording_incident").on(t.incidentId, t.at)],
);

export const proof = sqliteTable(
	"proof",
	{
		responderId: text("responder_id").notNull(),
		channel: text().$type<ChannelName>().notNull(),
		asked: integer().notNull(),
		reached: integer().notNull(),
		lastAskedAt: integer("last_asked_at"),
		lastReachedAt: integer("last_reached_at"),
	},
	(t) => [primaryKey({ columns: [t.responderId, t.channel] })],
);

// --- Sign-in ---------------------------------------------------------------------------

/** What a session and a passkey belong to: an opaque id, never a phone. */
export const account = sqliteTable(
	"account",
	{
		id: text().primaryKey(),
		responderId: text("responder_id"),
		deskId: text("desk_id"),
		createdAt: integer("created_at").notNull(),
	},
	(t) => [
		uniqueIndex("account_responder").on(t.responderId),
		uniqueIndex("account_desk").on(t.deskId),
	],
);

export const session = sqliteTable(
	"session",
	{
		id: text().primaryKey(),
		tokenHash: text("token_hash").$type<KeyedHash>().notNull(),
		accountId: text("account_id").notNull(),
		madeBy: text("made_by").$type<SessionRow["madeBy"]>().notNull(),
		device: text().notNull(),
		phoneHash: text("phone_hash").$type<KeyedHash>(),
		madeAt: integer("made_at").notNull(),
		usedAt: integer("used_at").notNull(),
		expiresAt: integer("expires_at").notNull(),
		endsAt: integer("ends_at").notNull(),
	},
	(t) => [
		uniqueIndex("session_token").on(t.tokenHash),
		index("session_account").on(t.accountId),
		index("session_expires").on(t.expiresAt),
	],
);

export const passkey = sqliteTable(
	"passkey",
	{
		id: text().primaryKey(),
		accountId: text("account_id").notNull(),
		publicKey: text("public_key").notNull(),
		counter: integer().notNull(),
		transports: text({ mode: "json" }).$type<string[]>().notNull(),
		name: text().notNull(),
		madeAt: integer("made_at").notNull(),
		usedAt: integer("used_at"),
	},
	(t) => [index("passkey_account").on(t.accountId)],
);

/** One exchange with an authenticator, or a desk's enrolment link: gone once taken. */
export const ceremony = sqliteTable(
	"ceremony",
	{
		idHash: text("id_hash").$type<KeyedHash>().primaryKey(),
		kind: text().$type<CeremonyRow["kind"]>().notNull(),
		challenge: text().notNull(),
		accountId: text("account_id"),
		expiresAt: integer("expires_at").notNull(),
	},
	(t) => [
		index("ceremony_account").on(t.accountId),
		index("ceremony_expires").on(t.expiresAt),
	],
);

export const signInCode = sqliteTable(
	"sign_in_code",
	{
		ticketHash: text("ticket_hash").$type<KeyedHash>().primaryKey(),
		phoneHash: text("phone_hash").$type<KeyedHash>().notNull(),
		addressHash: text("address_hash").$type<KeyedHash>().notNull(),
		responderId: text("responder_id"),
		codeHash: text("code_hash").$type<KeyedHash>().notNull(),
		linkHash: text("link_hash").$type<KeyedHash>().notNull(),
		triesLeft: integer("tries_left").notNull(),
		createdAt: integer("created_at").notNull(),
		expiresAt: integer("expires_at").notNull(),
		usedAt: integer("used_at"),
	},
	(t) => [
		index("sign_in_code_phone").on(t.phoneHash, t.createdAt),
		index("sign_in_code_address").on(t.addressHash, t.createdAt),
		uniqueIndex("sign_in_code_link").on(t.linkHash),
		index("sign_in_code_expires").on(t.expiresAt),
	],
);

export const grant = sqliteTable(
	"grant",
	{
		id: text().primaryKey(),
		responderId: text("responder_id"),
		deskId: text("desk_id"),
		role: text().$type<GrantRow["role"]>().notNull(),
		scope: text({ mode: "json" }).$type<Scope>().notNull(),
		createdAt: integer("created_at").notNull(),
	},
	(t) => [
		index("grant_responder").on(t.responderId),
		index("grant_desk").on(t.deskId),
	],
);

export const desk = sqliteTable("desk", {
	id: text().primaryKey(),
	name: text().notNull(),
	officers: text().$type<Sealed>().notNull(),
	createdAt: integer("created_at").notNull(),
});

/** Other people's machines that are told what happens. */
export const subscription = sqliteTable("subscription", {
	id: text().primaryKey(),
	name: text(),
	url: text().$type<Sealed>().notNull(),
	events: text({ mode: "json" }).$type<OutwardType[]>().notNull(),
	secret: text().$type<Sealed>().notNull(),
	previousSecret: text("previous_secret").$type<Sealed>(),
	previousUntil: integer("previous_until"),
	owner: text({ mode: "json" }).$type<SubscriptionOwner>().notNull(),
	scope: text({ mode: "json" }).$type<Scope>().notNull(),
	createdAt: integer("created_at").notNull(),
	deliveredAt: integer("delivered_at"),
	failingSince: integer("failing_since"),
	failure: text(),
});

/** What left, in the order of writing: a position is given once and never again, so who polls misses nothing. */
export const outward = sqliteTable(
	"outward",
	{
		position: integer().primaryKey({ autoIncrement: true }),
		id: text().notNull(),
		incidentId: text("incident_id").notNull(),
		at: integer().notNull(),
		type: text().$type<OutwardType>().notNull(),
		body: text().notNull(),
	},
	(t) => [index("outward_at").on(t.at)],
);

/** A screen on the wall of a station: its link opens it, its cookie is the one screen it is bound to. */
export const wall = sqliteTable(
	"wall",
	{
		id: text().primaryKey(),
		brigadeId: text("brigade_id").notNull(),
		name: text().notNull(),
		tokenHash: text("token_hash").$type<KeyedHash>().notNull(),
		screenHash: text("screen_hash").$type<KeyedHash>(),
		screen: text(),
		madeAt: integer("made_at").notNull(),
		bindUntil: integer("bind_until").notNull(),
		boundAt: integer("bound_at"),
		lastSeenAt: integer("last_seen_at"),
	},
	(t) => [
		uniqueIndex("wall_token").on(t.tokenHash),
		index("wall_brigade").on(t.brigadeId),
	],
);

export const shift = sqliteTable("shift", {
	deskId: text("desk_id").primaryKey(),
	officer: text().$type<Sealed>().notNull(),
	since: integer().notNull(),
});

// --- Areas -----------------------------------------------------------------------------

/** Oblasts, raions, hromadas and settlements, each with its parent. */
export const area = sqliteTable(
	"area",
	{
		code: text().primaryKey(),
		kind: text().$type<AreaRow["kind"]>().notNull(),
		category: text().$type<AreaRow["category"]>().notNull(),
		name: text().notNull(),
		parentCode: text("parent_code"),
		lat: real(),
		lon: real(),
		population: integer(),
		search: text().notNull(),
		formerNames: text("former_names", { mode: "json" }).$type<string[]>(),
		formerSearch: text("former_search"),
	},
	(t) => [
		index("area_place").on(t.lat, t.lon),
		index("area_parent").on(t.parentCode),
	],
);

/** Words of settlements' names, by which they are searched; follows `area.search` and `area.former_search`. */
export const areaWord = sqliteTable(
	"area_word",
	{ word: text().notNull(), code: text().notNull() },
	(t) => [
		primaryKey({ columns: [t.word, t.code] }),
		index("area_word_code").on(t.code),
	],
);

// --- Residents -------------------------------------------------------------------------

/** Who reports fires: a chat, a phone, or both. The log knows the id alone. */
export const reporter = sqliteTable(
	"reporter",
	{
		id: text().primaryKey(),
		chatHash: text("chat_hash").$type<KeyedHash>(),
		chat: text().$type<Sealed>(),
		phoneHash: text("phone_hash").$type<KeyedHash>(),
		phone: text().$type<Sealed>(),
		locale: text().$type<Locale>().notNull(),
		reports: integer().notNull(),
		falseReports: integer("false_reports").notNull(),
		firstAt: integer("first_at").notNull(),
		lastAt: integer("last_at").notNull(),
		warnedAt: integer("warned_at"),
		blockedAt: integer("blocked_at"),
	},
	(t) => [
		uniqueIndex("reporter_chat").on(t.chatHash),
		uniqueIndex("reporter_phone").on(t.phoneHash),
		index("reporter_last").on(t.lastAt),
	],
);

/** Whose report it is and of which incident: what they say later goes there. */
export const report = sqliteTable(
	"report",
	{
		id: text().primaryKey(),
		incidentId: text("incident_id").notNull(),
		reporterId: text("reporter_id").notNull(),
		at: integer().notNull(),
	},
	(t) => [
		index("report_incident").on(t.incidentId),
		index("report_reporter").on(t.reporterId, t.at),
	],
);

// --- The others ------------------------------------------------------------------------

/** A person who is told of what happens in an area, and never alerted. */
export const observer = sqliteTable(
	"observer",
	{
		id: text().primaryKey(),
		responderId: text("responder_id").notNull(),
		areaCode: text("area_code").notNull(),
		kind: text().$type<ObserverRow["kind"]>().notNull(),
		types: text({ mode: "json" }).$type<IncidentType[]>(),
		createdAt: integer("created_at").notNull(),
	},
	(t) => [
		index("observer_area").on(t.areaCode),
		index("observer_responder").on(t.responderId),
	],
);

/** A person with a tractor or an excavator who agreed to be asked; never crew. */
export const helper = sqliteTable(
	"helper",
	{
		id: text().primaryKey(),
		responderId: text("responder_id").notNull(),
		areaCode: text("area_code").notNull(),
		equipment: text({ mode: "json" }).$type<HelperRow["equipment"]>().notNull(),
		types: text({ mode: "json" }).$type<IncidentType[]>(),
		askedAt: integer("asked_at"),
		consentAt: integer("consent_at"),
		withdrawnAt: integer("withdrawn_at"),
		quietAt: integer("quiet_at"),
		createdAt: integer("created_at").notNull(),
	},
	(t) => [
		index("helper_area").on(t.areaCode),
		uniqueIndex("helper_responder").on(t.responderId),
	],
);

// --- War and ground --------------------------------------------------------------------

/** What the alerts API last said of one of its regions. */
export const airRegion = sqliteTable(
	"air_region",
	{
		id: text().primaryKey(),
		code: text(),
		name: text().notNull(),
		kind: text().$type<AirRegionRow["kind"]>().notNull(),
		parentId: text("parent_id"),
		levels: text({ mode: "json" }).$type<AirRegionRow["levels"]>().notNull(),
		/** The source's own time of what is kept: what came late and is older changes nothing. */
		changedAt: integer("changed_at").notNull(),
		redAt: integer("red_at"),
	},
	(t) => [index("air_region_code").on(t.code)],
);

/** When a feed was last heard in full; older than its patience, everything is unknown. */
export const airFeed = sqliteTable("air_feed", {
	id: text().primaryKey(),
	heardAt: integer("heard_at").notNull(),
	lastActionIndex: text("last_action_index"),
	failure: text(),
});

/** Ground that kills: mines, unexploded shells. */
export const hazardArea = sqliteTable(
	"hazard_area",
	{
		id: text().primaryKey(),
		kind: text().$type<HazardAreaRow["kind"]>().notNull(),
		name: text(),
		shape: text({ mode: "json" }).$type<HazardAreaRow["shape"]>().notNull(),
		south: real().notNull(),
		west: real().notNull(),
		north: real().notNull(),
		east: real().notNull(),
		source: text(),
		createdAt: integer("created_at").notNull(),
	},
	// Holds all that the search by boxes reads: a row's outline may be a hundred kilobytes.
	(t) => [
		index("hazard_area_place").on(t.south, t.north, t.west, t.east, t.id),
	],
);

/** Where a truck is filled. */
export const waterPoint = sqliteTable(
	"water_point",
	{
		id: text().primaryKey(),
		/** The bringer's own name for it; the same again is the same point. */
		ref: text(),
		kind: text().$type<WaterPointRow["kind"]>().notNull(),
		name: text(),
		lat: real().notNull(),
		lon: real().notNull(),
		refillMinutes: real("refill_minutes"),
		access: text(),
		testedAt: integer("tested_at"),
		state: text().$type<WaterPointRow["state"]>().notNull(),
		stateAt: integer("state_at").notNull(),
		/** A resident says so; a human of the brigade has not looked. */
		saidDryAt: integer("said_dry_at"),
	},
	(t) => [
		index("water_point_place").on(t.lat, t.lon),
		uniqueIndex("water_point_ref").on(t.ref),
	],
);
