/**
 * The incident is a log of facts: events, the commands that cause them, the
 * effects still to do, and the state the events fold to. Start here.
 *
 * `decide` (decide.ts) turns state + command + facts into events and effects;
 * `evolve` turns state + event into the next state. Both are pure. Events are
 * past-tense sentences, commands imperatives, effects work for `deliver`.
 */
import type { CrewRequest } from "./crew.ts";
import type {
	AirState,
	Answer,
	BrigadeRole,
	ChannelName,
	Destination,
	Equipment,
	HouseWord,
	IncidentType,
	Instant,
	Location,
	MarkName,
	Mode,
	Point,
	Qualification,
	Readiness,
	Source,
} from "./kinds.ts";
import type { Gap, Message } from "./message.ts";
import type { Policy } from "./policy.ts";
import type { Reach } from "./roster.ts";

/** Free words of or about people lie outside the log; the event holds their id and salted hash. */
export type WordRef = { id: string; hash: string };

/** A phone number, kept like words and gone with them; marked, so that no log shows it as words. */
export type NumberRef = WordRef & { isNumber: true };

/** Who did it: a person of the roster, a key of a machine, or the service itself. */
export type By =
	| { kind: "responder"; id: string }
	| { kind: "key"; id: string }
	/** A post with a workstation of its own; who sits there is in the administration log. */
	| { kind: "desk"; id: string }
	/** A screen in the station: whoever stands before it. */
	| { kind: "wall"; id: string }
	| { kind: "service" };

/** Somebody who is told and called rather than sent: chief, deputy, coordinator, village head, desk. */
export type Human = {
	responderId: string;
	role: BrigadeRole;
	brigadeId: string;
	order: number;
	reach: Reach;
};

/** Why somebody was chosen; worded by `why-…`. */
export type WhyCode =
	| "nearest"
	| "crewCritical"
	| "reserve"
	| "lifeAtStake"
	| "neighbour"
	| "nextWave"
	| "askedByHuman"
	| "raisedAlarm"
	| "calledBack"
	/** A test of the channels: everybody is asked. */
	| "rollCall";
/** Why somebody was not; worded by `passed-…`. */
export type PassedCode =
	| "off"
	| "reserve"
	| "lifeOnly"
	| "tooFar"
	| "committed"
	| "laterWave"
	| "otherBrigadeLater"
	| "noChannel"
	| "raisedAlarm"
	| "alreadyAlerted"
	| "household"
	| "awaitsHuman";
export type Why = { code: WhyCode; minutes: number };
export type PassedOver = {
	/** Absent where only a count is kept. */
	responderId?: string;
	code: PassedCode;
	minutes?: number;
	/** Number of the incident the person is committed to. */
	number?: number;
	count?: number;
};

/** One person chosen, with everything a replay needs to know about them. */
export type Chosen = {
	responderId: string;
	brigadeId: string;
	qualifications: Qualification[];
	reach: Reach;
	/** Place in the order of this incident, 0 first. */
	rank: number;
	/** The crew cannot leave without people like this one: first in every lane. */
	crewCritical: boolean;
	preparationMs: number;
	toStationMs: number;
	toSceneMs: number;
	/** Chance of coming when asked, 0–1. */
	chance: number;
	why: Why;
	/** The same for everybody who lives there; opaque. */
	household?: string;
	/** Somebody in the house can be rung for them. */
	hasHomeContact?: boolean;
};

/** A vehicle asked for, or a crew without one when its brigade has none free. */
export type AskedCrew = CrewRequest & {
	/** Drive from station to scene, milliseconds. */
	travelMs: number;
};

/** A station asked: where it stands, how long its vehicle drives to the fire, whose ground it is. */
export type Station = {
	brigadeId: string;
	location: Point;
	travelMs: number;
	areaCode?: string;
};

export type Step =
	| "unconfirmedDeputies"
	| "unconfirmedDecide"
	| "duplicateHold"
	| "widen"
	| "verdict"
	| "humans"
	| "noAnswer"
	/** Nobody has the alert half a minute after it: humans are rung. */
	| "unreached"
	| "askAtStation"
	| "openSeat"
	| "departure"
	| "close"
	| "askReady"
	/** «Приліт?» once more, and to the deputies. */
	| "askImpact"
	/** Three minutes without anybody saying that 101 knows. */
	| "inform101";

/** «хибний виклик, помилка, дубль»; anything else is told in words. */
export const CANCEL_REASONS = [
	"false",
	"mistake",
	"duplicate",
	"other",
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

export type StandDownWhy =
	| "reserve"
	| "left"
	| "stoodDown"
	| "closed"
	| "falseAlarm";

/** What one report said that turned out to be of a fire already known. */
export type MergedFrom = {
	id: string;
	number: number;
	incidentType: IncidentType;
	source: Source;
	reportedAt: Instant;
	externalId?: string;
	location?: Location;
	place?: WordRef;
	description?: WordRef;
	/** Word id of its reporter's number. */
	reporterNumber?: string;
	raisedBy?: string;
	/** Brigades that were called to it: who answers late brings their own truck. */
	brigadeIds: string[];
	/** Of its reports, which came along. */
	reportIds?: string[];
};

/** What one resident, caller or sensor told of this incident. */
export type Report = {
	id: string;
	/** Opaque: the log knows no chat and no number. */
	reporterId?: string;
	source: Source;
	at: Instant;
	/** The number is known to be theirs: a shared contact, caller ID, or vouched for by a key. */
	verified: boolean;
	/** Raised a false alarm before. */
	doubted: boolean;
	/** How the reporter is told and called. */
	reach?: Reach;
	location?: Location;
	place?: WordRef;
	description?: WordRef;
	/** Word id of their number. */
	reporterNumber?: string;
	incidentType?: IncidentType;
	peopleInDanger?: boolean;
	/** The last thing they said when asked whether it burns. */
	said?: ReporterWord;
	/** How often they said that it is out, or a mistake: whoever says so again and again is believed no more. */
	takenBack?: number;
	/** They said in a call of ours that it burns. */
	confirmedByCall?: true;
	/** An SMS under their number says that it is out, or a mistake: who leads has read it. */
	deniedBySms?: true;
	/** How often free words were added: one who writes without end fills no log. */
	refined?: number;
	/** When they were rung back. */
	calledBackAt?: Instant;
	/** What they heard of us last; after the end nothing more. */
	told?: ReporterNews;
};

/** «Допомога їде» · it is over · nobody goes: nothing of who, how many and from where. */
export type ReporterNews = "coming" | "over" | "cancelled";

/** Anybody sends an SMS under a neighbour's number: it undoes no word of who proved theirs. */
export const isForgeable = (
	{ verified }: Pick<Report, "verified">,
	{ said, channel }: { said: ReporterWord; channel: string },
): boolean => verified && channel === "sms" && said !== "burning";

/** «Так, горить», «Уже не горить», «Помилка». */
export const REPORTER_WORDS = ["burning", "out", "mistake"] as const;
export type ReporterWord = (typeof REPORTER_WORDS)[number];

/** What the air-raid feed says of the place; `redAt` = the last moment it was red. */
export type AirRaid = { state: AirState; redAt?: Instant };

/** Ground that kills, by the fire or on the way of a plough. */
export type Hazard = {
	id: string;
	kind: "mines" | "unexploded" | "other";
	/** From the fire; 0 = in it. */
	distanceMetres: number;
};

/** Somebody of an area who is told, and never alerted. */
export type Observer = {
	responderId: string;
	kind:
		| "policeOfficer"
		| "rescueOfficer"
		| "securityCentre"
		| "villageHead"
		| "other";
	reach: Reach;
};

/** Somebody with a tractor or an excavator who agreed to be asked; never crew. */
export type HelperAsked = {
	responderId: string;
	equipment: Equipment[];
	reach: Reach;
	toSceneMs?: number;
};
/** A state crew somebody asked for help; what it does is its own. */
export type StateAsked = {
	brigadeId: string;
	by: By;
	at: Instant;
	/** Who of it was written to and rung. */
	people?: string[];
	/** When one of them said that they know. */
	heardAt?: Instant;
};
export type Helper = HelperAsked & {
	askedAt: Instant;
	answer?: Answer;
	etaAt?: Instant;
};

/** Who may be written to in a new place, type or danger. */
export type Correction = {
	location?: Location;
	place?: WordRef;
	incidentType?: IncidentType;
	peopleInDanger?: boolean;
};

/** A place came to an unplaced report: whose fire it is, and whom to ask. */
export type Ruling = {
	brigadeId: string;
	areaCode?: string;
	humans: Human[];
};

export type IncidentEvent =
	| {
			type: "IncidentReported";
			id: string;
			number: number;
			incidentType: IncidentType;
			mode: Mode;
			location?: Location;
			place?: WordRef;
			description?: WordRef;
			peopleInDanger: boolean;
			source: Source;
			by: By;
			/** The person of the roster who raised the alarm. */
			raisedBy?: string;
			reporterVerified: boolean;
			/** The reporter raised a false alarm before: nobody but the chief is alerted without a human. */
			reporterDoubted: boolean;
			externalId?: string;
			classifierCode?: string;
			rank?: string;
			brigadeIds: string[];
			rulingBrigadeId?: string;
			/** Hromada of the ruling brigade, KATOTTG. */
			areaCode?: string;
			policy: Policy;
			humans: Human[];
			/** Sources that ring at once open the incident; others start unconfirmed. */
			confirmed: boolean;
			possibleDuplicateOf?: string;
			/** The incident whose report this was, until a human said that it is another fire. */
			splitFrom?: { id: string; number: number };
	  }
	/** One more report of the same fire; the first one, too, where a resident or a sensor made it. */
	| {
			type: "ReportAdded";
			report: Omit<Report, "description">;
			/** Beside it, where every event holds words: they go a year after the end. */
			description?: WordRef;
	  }
	/** Told later by the same reporter: what is new replaces what they said before. */
	| {
			type: "ReportRefined";
			reportId: string;
			location?: Location;
			place?: WordRef;
			description?: WordRef;
			incidentType?: IncidentType;
			peopleInDanger?: boolean;
			verified?: boolean;
			reach?: Reach;
			/** A chat and a phone turned out to be one person. */
			reporterId?: string;
			/** Of the fire that the wider words make likely. */
			possibleDuplicateOf?: string;
	  }
	| {
			type: "ReporterSaid";
			reportId: string;
			said: ReporterWord;
			/** A call that asked, or their own word. */
			channel: ChannelName | "page";
	  }
	/** The reporter was rung and asked whether it burns. */
	| { type: "ReporterCalledBack"; reportId: string }
	| { type: "ReportersTold"; reportIds: string[]; news: ReporterNews }
	/** It was another fire: the report went to one of its own. */
	| {
			type: "ReportSplit";
			reportId: string;
			by: By;
			into: { id: string; number: number };
	  }
	| { type: "AirRaidSeen"; airRaid: AirRaid }
	/** So soon after red or an explosion that the place may be hit again: people gather elsewhere. */
	| {
			type: "ImpactSuspected";
			why: "red" | "explosion";
			staging?: { brigadeId: string; location?: Point };
	  }
	/** The chief or the leader lets the truck leave under red, or towards what may be an impact. */
	| { type: "DepartureAllowed"; by: By }
	/** A crew is there and waits for that word: who was asked for it. */
	| {
			type: "DepartureAsked";
			why: "airRaid" | "impact";
			responderIds: string[];
	  }
	/** «Приліт?» */
	| { type: "ImpactAsked"; responderIds: string[]; round: number }
	/** The air raid is over, and they had said that they can come then. */
	| { type: "AskedAfterAllClear"; responderIds: string[] }
	/** `unknown`: the place could not be looked up; it is looked up again with what happens next. */
	| { type: "HazardsFound"; hazards: Hazard[]; unknown?: true }
	| { type: "HazardsAcknowledged"; by: By }
	/** Who drove there found it without water; the point's own row says since when. */
	| { type: "WaterFoundDry"; waterPointId: string; by: By }
	| { type: "ObserversInformed"; observers: Observer[] }
	/** Asked, never ordered: what they do is theirs. */
	| {
			type: "StateCrewsAsked";
			brigadeIds: string[];
			/** Their duty officers and chiefs, who were told. */
			people?: { brigadeId: string; responderId: string }[];
			by: By;
	  }
	/** «Взяли до відома»: no promise. */
	| { type: "StateCrewHeard"; brigadeId: string; responderId: string }
	| { type: "HelpersAsked"; helpers: HelperAsked[]; by: By }
	| {
			type: "HelperAnswered";
			responderId: string;
			answer: Answer;
			etaAt?: Instant;
	  }
	/** Whom to ask about it; shown to who leads the incident, once asked for, and in no log. */
	| { type: "ReporterLeftNumber"; words: NumberRef; reportId?: string }
	| { type: "IncidentConfirmed"; by: By }
	| ({
			type: "IncidentCorrected";
			by: By;
			policy?: Policy;
			ruling?: Ruling;
	  } & Correction)
	| {
			type: "CrewsAsked";
			crews: AskedCrew[];
			humans: Human[];
			stations: Station[];
	  }
	| {
			type: "RespondersAlerted";
			wave: number;
			/** Part of the ladder; false for the two nearest rung before anybody confirmed. */
			ladder: boolean;
			people: Chosen[];
			passedOver: PassedOver[];
			/** The chance of a crew when they were chosen, 0–1. */
			chance: number;
	  }
	/** `reach` when the roster has new ways to somebody unreachable. */
	| { type: "RespondersAlertedAgain"; responderIds: string[]; reach?: Reach }
	| {
			type: "ResponderAcknowledged";
			responderId: string;
			answer: Answer;
			etaAt?: Instant;
			statedMinutes?: number;
			to: Destination;
			notDriving: boolean;
			channel: ChannelName | "page" | "behalf";
			note?: WordRef;
			/** Said before it could be written: what counts from the answer counts from here. */
			saidAt?: Instant;
			/** «Можу після відбою повітряної тривоги»: asked again when it is over. */
			afterAllClear?: boolean;
			/** Set when somebody comes who was never alerted here: the same facts as for a chosen one. */
			joined?: Chosen;
			/** Said to a duplicate of this incident, and how far they had come there. */
			progress?: Progress;
	  }
	| {
			type: "ResponderWithdrew";
			responderId: string;
			why: "otherIncident" | "unavailable";
	  }
	| { type: "EtaChanged"; responderId: string; etaAt: Instant }
	| {
			type: "AlertFailed";
			responderId: string;
			channel: ChannelName;
			reason: string;
	  }
	| { type: "ResponderUnreachable"; responderId: string }
	| { type: "StepReached"; step: Step; round: number; responderId?: string }
	| { type: "StepDeferred"; step: Step; round: number; until: Instant }
	| {
			type: "VerdictGiven";
			kind: "leaves" | "notGathering";
			leavesAt?: Instant;
			coming: number;
			missing: Gap[];
			brigadeIds: string[];
			/** There is a crew, and it waits for a word. */
			waits?: "airRaid" | "impact";
	  }
	| {
			type: "HumansCalled";
			responderIds: string[];
			round: number;
			/** Because nobody has the alert, not because nobody comes. */
			unreached?: boolean;
	  }
	/** Nobody has the alert: no channel took it for anybody, and nobody has answered. */
	| { type: "NobodyReached"; asked: number }
	| { type: "TakenOver"; by: By }
	| { type: "AskedAtStation"; responderId: string }
	| { type: "SeatOpened"; responderId: string; why: "noShow" | "unseated" }
	/** What somebody in the house said when rung for the person: never the person's own answer. */
	| { type: "HouseholdSaid"; responderId: string; said: HouseWord }
	/** One of the house comes, so the others may stay; their own answer still counts. */
	| { type: "HouseholdFreed"; by: string; responderIds: string[] }
	/** Who was freed is wanted after all. */
	| { type: "HouseholdAskedAgain"; responderIds: string[] }
	/** Home again: somebody is asked whether the truck is ready. */
	| { type: "ReadinessAsked"; vehicleId: string; responderId: string }
	| {
			type: "ReadinessTold";
			vehicleId: string;
			readiness: Readiness;
			by: By;
	  }
	| {
			type: "Marked";
			mark: MarkName;
			at: Instant;
			by: By;
			brigadeId?: string;
			vehicleId?: string;
			responderId?: string;
			/** To whom it was handed over: the unit, as it was said. */
			words?: WordRef;
			/** It left although it was to wait for a word that nobody had given. */
			withoutWord?: "airRaid" | "impact";
	  }
	| { type: "RespondersStoodDown"; responderIds: string[]; why: StandDownWhy }
	| { type: "RespondersCalledBack"; responderIds: string[] }
	| {
			type: "CrewPromised";
			crew: string;
			vehicleId: string | null;
			brigadeId: string;
			leavesAt: Instant;
			responderIds: string[];
	  }
	| {
			type: "CrewFellShort";
			crew: string;
			vehicleId: string | null;
			missing: Gap[];
	  }
	| { type: "VehicleWentDown"; vehicleId: string; by: By }
	/** Another incident has the vehicle: this crew has none. */
	| { type: "VehicleTaken"; vehicleId: string; number: number }
	| { type: "StoodDown"; by: By; words?: WordRef }
	| { type: "IncidentClosed"; by: By; words?: WordRef }
	| {
			type: "IncidentCancelled";
			by: By;
			reason: CancelReason;
			words?: WordRef;
			/** The same fire under its other number: who comes for this one comes for that. */
			into?: { id: string; number: number };
	  }
	/** The other half of it, in the log of the fire that goes on; its people follow as answers. */
	| {
			type: "IncidentMerged";
			by: By;
			from: MergedFrom;
			crews: Crew[];
			humans: Human[];
			stations: Station[];
			marks: Marked[];
			observers?: Observer[];
			stateAsked?: StateAsked[];
			helpers?: Helper[];
	  }
	/** It was another fire after all: its report was opened again. */
	| { type: "MergeUndone"; from: string }
	| { type: "CancelProposed"; by: By; reason: CancelReason; words?: WordRef }
	| { type: "IncidentReopened"; by: By; words?: WordRef }
	| { type: "ImpactAnswered"; by: By; impact: boolean }
	| { type: "Noted"; responderId: string; note: WordRef; channel: string }
	| {
			type: "CrewWritten";
			by: By;
			to: "coming" | "silent" | "all";
			words: WordRef;
	  }
	| { type: "SecondFireAsked"; responderId: string; first: number }
	/** The auditor found missing what must be there, and it was put right. */
	| {
			type: "Healed";
			what: "steps" | "people" | "humans";
			responderIds?: string[];
	  }
	/** Who is committed to `from` said «їду» here: which one? */
	| { type: "SwitchAsked"; responderId: string; from: number };

/** A stored event: what happened, and where it stands in the log. */
export type Recorded = {
	seq: number;
	at: Instant;
	commandId: string;
	event: IncidentEvent;
};

export type Progress = "enRoute" | "atStation" | "departed" | "onScene";

export type Person = Chosen & {
	wave: number;
	alertedAt: Instant;
	/** Asked whether they come, but not rung: who raised the alarm, or came by themselves. */
	asked: boolean;
	failedOn: ChannelName[];
	unreachableAt?: Instant;
	answer?: Answer;
	answeredAt?: Instant;
	answeredOn?: ChannelName | "page" | "behalf";
	etaAt?: Instant;
	to: Destination;
	notDriving: boolean;
	progress?: Progress;
	askedAtStationAt?: Instant;
	seatOpenedAt?: Instant;
	stoodDownAt?: Instant;
	stoodDownWhy?: StandDownWhy;
	/** Asked back from reserve: their way begins anew here. */
	calledBackAt?: Instant;
	withdrew?: "otherIncident" | "unavailable";
	note?: WordRef;
	/** What the house said, while the person says nothing. */
	house?: HouseWord;
	/** Every channel was tried once more since. */
	askedAgainAt?: Instant;
	/** The house has had the time to be rung: it is not rung twice. */
	houseRung?: boolean;
	/** Who of the same household comes instead. */
	freedBy?: string;
	/** Comes once the air raid is over. */
	afterAllClear?: boolean;
};

export type Crew = AskedCrew & {
	key: string;
	promised?: { at: Instant; leavesAt: Instant; responderIds: string[] };
	leftAt?: Instant;
	leftWith?: string[];
	onSceneAt?: Instant;
	returnedAt?: Instant;
	/** How often it was asked whether the truck is ready, and what was said. */
	readinessAsked?: number;
	readiness?: Readiness;
	down?: boolean;
};

export type Marked = Extract<IncidentEvent, { type: "Marked" }>;

export type Known = {
	status: "unconfirmed" | "open" | "closed" | "cancelled";
	id: string;
	number: number;
	version: number;
	incidentType: IncidentType;
	mode: Mode;
	location?: Location;
	place?: WordRef;
	previousPlace?: WordRef;
	description?: WordRef;
	peopleInDanger: boolean;
	source: Source;
	reportedBy: By;
	raisedBy?: string;
	reporterVerified: boolean;
	reporterDoubted: boolean;
	/** Word id of the reporter's number. */
	reporterNumber?: string;
	externalId?: string;
	possibleDuplicateOf?: string;
	/** Where it went on, once a human has said that it is the same fire. */
	mergedInto?: { id: string; number: number };
	mergedFrom: (MergedFrom & { by: By; at: Instant })[];
	/** Why it was cancelled, while it is. */
	cancelledAs?: CancelReason;
	policy: Policy;
	brigadeIds: string[];
	rulingBrigadeId?: string;
	areaCode?: string;
	reportedAt: Instant;
	confirmedAt?: Instant;
	alertedAt?: Instant;
	endedAt?: Instant;
	/** Grows when the ladder starts anew; a step of an earlier round is stale. */
	round: number;
	wave: number;
	stepsReached: Map<Step, Instant>;
	humans: Human[];
	humanRounds: number;
	humansCalledAt?: Instant;
	/** Since when it is known that nobody has the alert, and how often humans were rung for that. */
	unreachedAt?: Instant;
	unreachedRounds: number;
	unreachedCalls: number;
	humanInCharge?: { by: By; at: Instant };
	stoodDown: boolean;
	crews: Crew[];
	stations: Map<string, Station>;
	people: Map<string, Person>;
	passedOver: PassedOver[];
	chance?: number;
	verdict?: { at: Instant; kind: "leaves" | "notGathering" };
	marks: Marked[];
	impact?: boolean;
	/** Who promised a departure was asked whether it happened, so often. */
	departureAsked: number;
	secondFireAsked: boolean;
	/** What residents and sensors told, by report id, in the order they came. */
	reports: Map<string, Report>;
	splitFrom?: { id: string; number: number };
	/** Reports that were of another fire, and which. */
	splitInto: Map<string, { id: string; number: number }>;
	/** Absent where no feed is configured. */
	airRaid?: AirRaid;
	impactSuspected?: {
		why: "red" | "explosion";
		at: Instant;
		staging?: { brigadeId: string; location?: Point };
	};
	departureAllowed?: { by: By; at: Instant };
	/** How often somebody was asked for that word since the gate shut. */
	departureWordAsked?: number;
	/** How often «Приліт?» was asked. */
	impactRounds?: number;
	hazards: Hazard[];
	/** Nobody could look what lies there: none is known, which is not none. */
	hazardsUnknown?: true;
	hazardsAcknowledged?: { by: By; at: Instant };
	observers: Observer[];
	stateAsked: StateAsked[];
	helpers: Map<string, Helper>;
	/** The whole ladder runs (not only the chief and two neighbours are asked). */
	laddered: boolean;
	/** Since when: a reopened incident has its own first minutes. */
	ladderedAt?: Instant;
};

export type Incident = { status: "unknown" } | Known;
export const UNKNOWN: Incident = { status: "unknown" };

export type Command =
	| ({ type: "Report" } & Omit<
			Extract<IncidentEvent, { type: "IncidentReported" }>,
			| "type"
			| "policy"
			| "humans"
			| "confirmed"
			| "rulingBrigadeId"
			| "areaCode"
	  > & {
				/** Ring at once although a likely duplicate is open. */
				force: boolean;
				reporterNumber?: NumberRef;
				/** Of a resident or a sensor: written as the first of its reports. */
				report?: Report;
			})
	/** The same fire once more, in somebody else's words. */
	| {
			type: "AddReport";
			report: Report;
			number?: NumberRef;
			heard?: HeardWords;
	  }
	| ({ type: "RefineReport"; number?: NumberRef; heard?: HeardWords } & Omit<
			Extract<IncidentEvent, { type: "ReportRefined" }>,
			"type"
	  >)
	| ({ type: "ReporterSays" } & Omit<
			Extract<IncidentEvent, { type: "ReporterSaid" }>,
			"type"
	  >)
	/** To a new incident, opened in the same append. */
	| {
			type: "SplitReport";
			reportId: string;
			into: { id: string; number: number };
			by: By;
	  }
	/** The feed says something new of the place, or nothing any more. */
	| { type: "AirRaid"; airRaid: AirRaid }
	| { type: "AllowDeparture"; by: By }
	| { type: "AcknowledgeHazards"; by: By }
	| { type: "FindDry"; waterPointId: string; by: By }
	| { type: "AskStateCrews"; by: By; brigadeIds?: string[] }
	| { type: "AskHelpers"; by: By; equipment?: Equipment[] }
	| {
			type: "HelperAnswers";
			responderId: string;
			answer: Answer;
			etaMinutes?: number;
			/** When it was said, where it waited to be written. */
			saidAt?: Instant;
	  }
	| { type: "StateCrewHears"; responderId: string }
	| { type: "Confirm"; by: By }
	/** `ownDesk`: by the desk that reported it, or by an administrator. */
	| { type: "Dismiss"; by: By; ownDesk?: boolean }
	| {
			type: "Acknowledge";
			responderId: string;
			answer: Answer;
			etaMinutes?: number;
			to?: Destination;
			notDriving?: boolean;
			channel: ChannelName | "page" | "behalf";
			note?: WordRef;
			/** When it was said, where it waited to be written. */
			saidAt?: Instant;
			afterAllClear?: boolean;
	  }
	| {
			type: "Withdraw";
			responderId: string;
			why: "otherIncident" | "unavailable";
	  }
	| {
			type: "Note";
			responderId: string;
			note: WordRef;
			text: string;
			channel: string;
	  }
	/** Somebody in the house was rung for the person. */
	| { type: "HouseholdSays"; responderId: string; said: HouseWord }
	/** Is the truck of this person's crew ready again? */
	| { type: "TellReadiness"; by: By; readiness: Readiness }
	| { type: "Moved"; responderId: string; etaAt: Instant }
	| {
			type: "AlertFailed";
			responderId: string;
			channel: ChannelName;
			reason: string;
			attempts?: number;
			/** The same once more on this channel, so much later, while they are still asked. */
			again?: { afterMs: number; sender?: "second" };
	  }
	| { type: "StepDue"; step: Step; round: number; responderId?: string }
	| { type: "AlertNext"; by: By }
	| { type: "StandDown"; by: By; words?: WordRef }
	| { type: "TakeOver"; by: By }
	| { type: "Close"; by: By; words?: WordRef }
	| {
			type: "Cancel";
			by: By;
			reason: CancelReason;
			words?: WordRef;
			ownDesk: boolean;
	  }
	| { type: "Reopen"; by: By; words?: WordRef }
	/** The same fire as the incident `into`; both are decided and written together. `ownDesk`: of each that is a desk's. */
	| {
			type: "MergeInto";
			into: string;
			by: By;
			words?: WordRef;
			ownDesk: boolean;
	  }
	/** Its other half, to the incident that goes on. */
	| { type: "MergeFrom"; from: string; by: By }
	| { type: "UndoMerge"; from: string }
	| { type: "VehicleDown"; vehicleId: string; by: By }
	| { type: "Unseat"; responderId: string; by: By }
	| { type: "Impact"; impact: boolean; by: By }
	| {
			type: "Mark";
			mark: MarkName;
			at?: Instant;
			by: By;
			brigadeId?: string;
			vehicleId?: string;
			responderId?: string;
			words?: WordRef;
	  }
	| ({ type: "Correct"; by: By } & Correction)
	| {
			type: "Write";
			by: By;
			to: "coming" | "silent" | "all";
			words: WordRef;
			text: string;
	  }
	/** Something of the roster changed while the incident is open: look again. */
	| { type: "Reconsider"; responderId?: string; vehicleId?: string }
	/** The auditor's: timers gone (`present` are those still there), people nobody asks, or a human must know. */
	| {
			type: "Heal";
			what: "steps" | "people" | "humans";
			present?: readonly string[];
			responderIds?: readonly string[];
	  };

/** What was said, for who leads to read; in no log. */
export type HeardWords = {
	text: string;
	/** They tell of more places than one person is raised incidents for: who leads reads every one. */
	otherPlace?: true;
};

/** Order of the lanes: first alerts of crew-critical people and calls to humans, other first alerts, later steps, stand-downs, confirmations, the rest. */
export type LaneClass = 0 | 1 | 2 | 3 | 4 | 5;

/** What a pending row is for; `Withdraw` names these. */
export type Purpose = "alert" | "human" | "inform" | "courtesy";

export type Effect =
	| {
			type: "Send";
			responderId: string;
			channel: ChannelName;
			message: Message;
			purpose: Purpose;
			laneClass: LaneClass;
			rank: number;
			dueAt: Instant;
			/** Redial: due this long after the person's first call began, while unanswered; `dueAt` is then only the latest moment. */
			afterOwnCallMs?: number;
			/** SMS: by the other number, since the first did not get through. */
			sender?: "second";
	  }
	/** Pending rows are taken back: of one person, of some purposes, or everything. */
	| { type: "Withdraw"; responderId?: string; purposes: Purpose[] }
	/** A person's planned rows on these channels become due now. */
	| { type: "Hasten"; responderId: string; channels: ChannelName[] }
	/** The person's ringing call is hung up: the answer came another way. */
	| { type: "HangUp"; responderId: string }
	/** The person's card shows something new. */
	| { type: "RefreshCard"; responderId: string }
	/** One row per key: setting it again moves it. */
	| { type: "SetTimer"; key: string; dueAt: Instant; command: Command }
	| { type: "ClearTimers"; keys?: string[] }
	| { type: "Commit"; kind: "responder" | "vehicle"; id: string }
	| { type: "Free"; kind: "responder" | "vehicle"; id: string }
	/** A command for another incident, delivered through the outbox. */
	| { type: "Tell"; incidentId: string; command: Command }
	/** The roster is told: the vehicle is out of service. */
	| { type: "TakeOutOfService"; vehicleId: string }
	/** The roster is told: back from a fire, and nobody has looked at it since. */
	| { type: "Uncheck"; vehicleId: string }
	/** A human has said that it was no fire, or takes that back: who told of it is doubted, or no more. */
	| { type: "CountFalse"; reporterIds: string[]; by: 1 | -1 }
	/** The roster is told what its driver says of it. */
	| { type: "Check"; vehicleId: string; readiness: Readiness };

export type Decision = { events: IncidentEvent[]; effects: Effect[] };

export const crewKey = (vehicleId: string | null, brigadeId: string): string =>
	vehicleId ?? `none:${brigadeId}`;

/** Folds a whole log. Pure from outside: writes only to the value it has just made. */
export function fold(
	log: readonly Recorded[],
	from: Incident = UNKNOWN,
): Incident {
	let incident = from === UNKNOWN ? from : copyOf(from);
	for (const recorded of log) incident = evolve(incident, recorded);
	return incident;
}

/** A copy `evolve` may write to without the original changing. */
export function copyOf(incident: Incident): Incident {
	if (incident.status === "unknown") return incident;
	return {
		...incident,
		stepsReached: new Map(incident.stepsReached),
		humans: [...incident.humans],
		crews: incident.crews.map((crew) => ({ ...crew })),
		stations: new Map(incident.stations),
		people: new Map(
			[...incident.people].map(([id, person]) => [id, { ...person }]),
		),
		passedOver: [...incident.passedOver],
		marks: [...incident.marks],
		mergedFrom: [...incident.mergedFrom],
		reports: new Map(
			[...incident.reports].map(([id, report]) => [id, { ...report }]),
		),
		splitInto: new Map(incident.splitInto),
		hazards: [...incident.hazards],
		observers: [...incident.observers],
		stateAsked: incident.stateAsked.map((asked) => ({ ...asked })),
		helpers: new Map(
			[...incident.helpers].map(([id, helper]) => [id, { ...helper }]),
		),
	};
}

/**
 * The next state. Writes to `incident`, which the caller owns (`fold`, `copyOf`).
 * An event of a closed incident still folds: the log is the truth.
 */
export function evolve(
	incident: Incident,
	{ event, at, seq }: Recorded,
): Incident {
	if (event.type === "IncidentReported") return reported(event, at, seq);
	if (incident.status === "unknown")
		throw new Error(
			`A log must begin with IncidentReported, got ${event.type}.`,
		);
	incident.version = seq;
	apply(incident, event, at);
	return incident;
}

function reported(
	event: Extract<IncidentEvent, { type: "IncidentReported" }>,
	at: Instant,
	seq: number,
): Known {
	const {
		type: _type,
		humans,
		by: reportedBy,
		confirmed,
		rank: _rank,
		classifierCode: _code,
		...rest
	} = event;
	return {
		...rest,
		reportedBy,
		status: confirmed ? "open" : "unconfirmed",
		version: seq,
		reportedAt: at,
		...(confirmed ? { confirmedAt: at } : {}),
		round: 1,
		wave: 0,
		stepsReached: new Map(),
		humans: [...humans],
		humanRounds: 0,
		unreachedRounds: 0,
		unreachedCalls: 0,
		mergedFrom: [],
		reports: new Map(),
		splitInto: new Map(),
		hazards: [],
		observers: [],
		stateAsked: [],
		helpers: new Map(),
		stoodDown: false,
		crews: [],
		stations: new Map(),
		people: new Map(),
		passedOver: [],
		marks: [],
		departureAsked: 0,
		secondFireAsked: false,
		laddered: false,
	};
}

function apply(incident: Known, event: IncidentEvent, at: Instant) {
	switch (event.type) {
		case "IncidentReported":
			return;
		case "ReportAdded":
			incident.reports.set(event.report.id, {
				...event.report,
				...(event.description ? { description: event.description } : {}),
			});
			return;
		case "ReportRefined": {
			const { type: _type, reportId, possibleDuplicateOf, ...told } = event;
			const known = incident.reports.get(reportId);
			if (known)
				incident.reports.set(reportId, {
					...known,
					...told,
					refined: (known.refined ?? 0) + 1,
				});
			if (possibleDuplicateOf !== undefined)
				incident.possibleDuplicateOf = possibleDuplicateOf;
			return;
		}
		case "ReporterSaid": {
			const known = incident.reports.get(event.reportId);
			if (!known) return;
			if (isForgeable(known, event)) {
				incident.reports.set(event.reportId, { ...known, deniedBySms: true });
				return;
			}
			const { confirmedByCall: _before, ...rest } = known;
			const confirms = event.said === "burning" && event.channel === "voice";
			incident.reports.set(event.reportId, {
				...rest,
				said: event.said,
				...(event.said === "burning"
					? {}
					: { takenBack: (known.takenBack ?? 0) + 1 }),
				...(confirms ? { confirmedByCall: true } : {}),
			});
			return;
		}
		case "ReporterCalledBack":
			return ofReport(incident, event.reportId, (report) => {
				report.calledBackAt = at;
			});
		case "ReportersTold":
			for (const id of event.reportIds)
				ofReport(incident, id, (report) => {
					report.told = event.news;
				});
			return;
		case "ReportSplit":
			incident.reports.delete(event.reportId);
			incident.splitInto.set(event.reportId, event.into);
			return;
		case "AirRaidSeen":
			return airRaidSeen(incident, event);
		case "ImpactSuspected":
			incident.impactSuspected = {
				why: event.why,
				at,
				...(event.staging ? { staging: event.staging } : {}),
			};
			return;
		case "DepartureAllowed":
			incident.departureAllowed = { by: event.by, at };
			return;
		case "DepartureAsked":
			incident.departureWordAsked = (incident.departureWordAsked ?? 0) + 1;
			return;
		case "ImpactAsked":
			incident.impactRounds = event.round;
			return;
		case "AskedAfterAllClear":
			for (const id of event.responderIds)
				person(incident, id, (p) => {
					delete p.afterAllClear;
				});
			return;
		case "HazardsFound":
			incident.hazards = event.hazards;
			delete incident.hazardsAcknowledged;
			if (event.unknown) incident.hazardsUnknown = true;
			else delete incident.hazardsUnknown;
			return;
		case "HazardsAcknowledged":
			incident.hazardsAcknowledged = { by: event.by, at };
			return;
		case "WaterFoundDry":
			return;
		case "ObserversInformed":
			incident.observers.push(...event.observers);
			return;
		case "StateCrewsAsked":
			for (const brigadeId of event.brigadeIds)
				incident.stateAsked.push({
					brigadeId,
					by: event.by,
					at,
					people: (event.people ?? []).flatMap((one) =>
						one.brigadeId === brigadeId ? one.responderId : [],
					),
				});
			return;
		case "StateCrewHeard":
			for (const asked of incident.stateAsked)
				if (asked.brigadeId === event.brigadeId) asked.heardAt ??= at;
			return;
		case "HelpersAsked":
			for (const asked of event.helpers)
				incident.helpers.set(asked.responderId, { ...asked, askedAt: at });
			return;
		case "HelperAnswered": {
			const known = incident.helpers.get(event.responderId);
			if (!known) return;
			known.answer = event.answer;
			if (event.etaAt === undefined) delete known.etaAt;
			else known.etaAt = event.etaAt;
			return;
		}
		case "ReporterLeftNumber":
			incident.reporterNumber ??= event.words.id;
			ofReport(incident, event.reportId ?? "", (report) => {
				report.reporterNumber = event.words.id;
			});
			return;
		case "IncidentConfirmed":
			incident.status = "open";
			incident.confirmedAt = at;
			// The word that it burns takes back the word that it is only a duplicate.
			if (!incident.laddered) incident.stoodDown = false;
			return;
		case "IncidentCorrected":
			return corrected(incident, event);
		case "CrewsAsked":
			return crewsAsked(incident, event);
		case "RespondersAlerted":
			return alerted(incident, event, at);
		case "RespondersAlertedAgain":
			for (const id of event.responderIds)
				person(incident, id, (p) => {
					p.houseRung ||= houseWasRung(incident, p, at);
					p.askedAgainAt = at;
					if (!event.reach) return;
					p.reach = event.reach;
					p.failedOn = [];
					delete p.unreachableAt;
				});
			return;
		case "ResponderAcknowledged":
			return acknowledged(incident, event, at);
		case "ResponderWithdrew":
			return person(incident, event.responderId, (p) => {
				p.withdrew = event.why;
				// Who never answered did not decline: their alert was taken back.
				if (p.answer !== undefined) p.answer = "notResponding";
				delete p.etaAt;
				delete p.progress;
				stepsOut(incident, event.responderId);
			});
		case "EtaChanged":
			return person(incident, event.responderId, (p) => {
				p.etaAt = event.etaAt;
				p.progress ??= "enRoute";
				delete p.askedAtStationAt;
			});
		case "AlertFailed":
			return person(incident, event.responderId, (p) => {
				if (!p.failedOn.includes(event.channel))
					p.failedOn = [...p.failedOn, event.channel];
			});
		case "ResponderUnreachable":
			return person(incident, event.responderId, (p) => {
				p.unreachableAt = at;
			});
		case "StepReached":
			incident.stepsReached.set(event.step, at);
			if (event.step === "departure") incident.departureAsked += 1;
			return;
		case "StepDeferred":
			return;
		case "VerdictGiven":
			incident.verdict = { at, kind: event.kind };
			return;
		case "HumansCalled":
			incident.humanRounds = event.round;
			incident.humansCalledAt = at;
			if (event.unreached) incident.unreachedCalls += 1;
			return;
		case "NobodyReached":
			incident.unreachedAt ??= at;
			incident.unreachedRounds += 1;
			return;
		case "TakenOver":
			incident.humanInCharge = { by: event.by, at };
			return;
		case "AskedAtStation":
			return person(incident, event.responderId, (p) => {
				p.askedAtStationAt = at;
			});
		case "SeatOpened":
			return person(incident, event.responderId, (p) => {
				p.seatOpenedAt = at;
			});
		case "HouseholdSaid":
			return person(incident, event.responderId, (p) => {
				p.house = event.said;
			});
		case "HouseholdFreed":
			for (const id of event.responderIds)
				person(incident, id, (p) => {
					p.freedBy = event.by;
				});
			return;
		case "HouseholdAskedAgain":
			for (const id of event.responderIds)
				person(incident, id, (p) => {
					delete p.freedBy;
				});
			return;
		case "ReadinessAsked":
			return crew(incident, event.vehicleId, (c) => {
				c.readinessAsked = (c.readinessAsked ?? 0) + 1;
			});
		case "ReadinessTold":
			return crew(incident, event.vehicleId, (c) => {
				c.readiness = event.readiness;
			});
		case "Marked":
			return marked(incident, event);
		case "RespondersStoodDown":
			for (const id of event.responderIds)
				person(incident, id, (p) => {
					p.stoodDownAt = at;
					p.stoodDownWhy = event.why;
				});
			return;
		case "RespondersCalledBack":
			for (const id of event.responderIds)
				person(incident, id, (p) => {
					delete p.stoodDownAt;
					delete p.stoodDownWhy;
					p.calledBackAt = at;
					if (p.progress !== "atStation")
						p.etaAt = at + p.preparationMs + p.toStationMs;
				});
			return;
		case "CrewPromised":
			return crew(incident, event.crew, (c) => {
				c.promised = {
					at,
					leavesAt: event.leavesAt,
					responderIds: event.responderIds,
				};
			});
		case "CrewFellShort":
			return crew(incident, event.crew, (c) => {
				delete c.promised;
			});
		case "VehicleWentDown":
		case "VehicleTaken":
			return crew(incident, event.vehicleId, (c) => {
				c.down = true;
				delete c.promised;
			});
		case "StoodDown":
			incident.stoodDown = true;
			return;
		case "IncidentClosed":
			incident.status = "closed";
			incident.endedAt = at;
			return;
		case "IncidentCancelled":
			incident.status = "cancelled";
			incident.cancelledAs = event.reason;
			incident.endedAt = at;
			if (event.into) incident.mergedInto = event.into;
			return;
		case "IncidentMerged":
			return merged(incident, event, at);
		case "MergeUndone":
			for (const { id, reportIds = [] } of incident.mergedFrom)
				if (id === event.from)
					for (const reportId of reportIds) incident.reports.delete(reportId);
			incident.mergedFrom = incident.mergedFrom.filter(
				({ id }) => id !== event.from,
			);
			return;
		case "CancelProposed":
			// Held as a duplicate and said to be one: nobody is asked until somebody says otherwise.
			if (event.reason === "duplicate" && !incident.laddered)
				incident.stoodDown = true;
			return;
		case "IncidentReopened":
			return reopened(incident);
		case "ImpactAnswered":
			incident.impact = event.impact;
			// «Ні» sends people back to the station; what was allowed was another departure.
			delete incident.departureWordAsked;
			return;
		case "Noted":
			return person(incident, event.responderId, (p) => {
				p.note = event.note;
			});
		case "CrewWritten":
		case "Healed":
		case "SwitchAsked":
			return;
		case "SecondFireAsked":
			incident.secondFireAsked = true;
			return;
		default:
			event satisfies never;
	}
}

function person(
	incident: Known,
	id: string,
	change: (p: Person) => void,
): void {
	const found = incident.people.get(id);
	if (found) change(found);
}

// The redial rings half a minute: only then is the person's own phone known to wake nobody.
export const REDIAL_RINGS_MS = 25_000;

/** How long after the person's own call began the house is rung. */
export const houseAfterMs = ({ policy }: Known): number =>
	policy.redialAfterSeconds * 1000 + REDIAL_RINGS_MS;

/** Asked so long ago that somebody in the house may have been rung for them. */
export const houseWasRung = (
	incident: Known,
	{ askedAgainAt, alertedAt }: Person,
	now: Instant,
): boolean => now - (askedAgainAt ?? alertedAt) >= houseAfterMs(incident);

function ofReport(
	incident: Known,
	id: string,
	change: (report: Report) => void,
): void {
	const found = incident.reports.get(id);
	if (found) change(found);
}

function crew(incident: Known, key: string, change: (c: Crew) => void): void {
	const found = incident.crews.find((c) => c.key === key);
	if (found) change(found);
}

/** Home again and coming once more is a new trip, not the one that ended. */
function comesAgain(incident: Known, responderId: string): boolean {
	let again = false;
	for (const c of incident.crews)
		if (c.returnedAt !== undefined && c.leftWith?.includes(responderId)) {
			c.leftWith = c.leftWith.filter((id) => id !== responderId);
			again = true;
		}
	return again;
}

/** Who says they do not come, or comes to another fire, sits in no truck of this one. */
function stepsOut(incident: Known, responderId: string): void {
	for (const c of incident.crews)
		if (c.leftWith?.includes(responderId))
			c.leftWith = c.leftWith.filter((id) => id !== responderId);
}

function corrected(
	incident: Known,
	event: Extract<IncidentEvent, { type: "IncidentCorrected" }>,
): void {
	if (event.location) incident.location = event.location;
	if (event.place) {
		if (incident.place) incident.previousPlace = incident.place;
		incident.place = event.place;
	}
	if (event.incidentType) incident.incidentType = event.incidentType;
	if (event.peopleInDanger !== undefined)
		incident.peopleInDanger = event.peopleInDanger;
	if (event.policy) incident.policy = event.policy;
	if (!event.ruling) return;
	const { brigadeId, areaCode, humans } = event.ruling;
	incident.rulingBrigadeId = brigadeId;
	// Whoever there was had been named, for want of a place.
	incident.brigadeIds = [];
	incident.humans = [...humans];
	if (areaCode === undefined) delete incident.areaCode;
	else incident.areaCode = areaCode;
}

function crewsAsked(
	incident: Known,
	event: Extract<IncidentEvent, { type: "CrewsAsked" }>,
): void {
	for (const asked of event.crews)
		incident.crews.push({
			...asked,
			key: crewKey(asked.vehicleId, asked.brigadeId),
		});
	for (const station of event.stations)
		incident.stations.set(station.brigadeId, station);
	for (const human of event.humans)
		if (!incident.humans.some((h) => h.responderId === human.responderId))
			incident.humans.push(human);
}

function alerted(
	incident: Known,
	event: Extract<IncidentEvent, { type: "RespondersAlerted" }>,
	at: Instant,
): void {
	if (event.people.length > 0) incident.alertedAt ??= at;
	if (event.ladder && !incident.laddered) incident.ladderedAt = at;
	incident.laddered ||= event.ladder;
	// Who asks for more after a stand-down wants the ladder back.
	if (event.people.length > 0) incident.stoodDown = false;
	incident.wave = event.wave;
	incident.chance = event.chance;
	for (const p of event.people)
		incident.people.set(
			p.responderId,
			joining(p, event.wave, at, p.why.code === "raisedAlarm"),
		);
	// Crew first: whoever is called as one is no helper besides.
	for (const { responderId } of event.people)
		incident.helpers.delete(responderId);
	incident.passedOver = event.passedOver.filter(
		(p) => !p.responderId || !incident.people.has(p.responderId),
	);
}

/** The word for one red does not count for the next one. */
function airRaidSeen(
	incident: Known,
	{ airRaid }: Extract<IncidentEvent, { type: "AirRaidSeen" }>,
): void {
	incident.airRaid = airRaid;
	// A feed that is silent for a minute has ended nothing.
	if (airRaid.state === "red" || airRaid.state === "unknown") return;
	delete incident.departureWordAsked;
	const mayBeHit =
		incident.impact === true ||
		(incident.impact === undefined &&
			(incident.impactSuspected !== undefined ||
				incident.incidentType === "shelling_impact"));
	if (!mayBeHit) delete incident.departureAllowed;
}

/** Trucks that go, or may go, for the same fire; who sits in them follows as answers. */
function merged(
	incident: Known,
	event: Extract<IncidentEvent, { type: "IncidentMerged" }>,
	at: Instant,
): void {
	const { by, from, crews, humans, stations, marks } = event;
	incident.mergedFrom.push({ ...from, by, at });
	if (from.reporterNumber) incident.reporterNumber ??= from.reporterNumber;
	for (const station of stations)
		if (!incident.stations.has(station.brigadeId))
			incident.stations.set(station.brigadeId, station);
	for (const human of humans)
		if (!incident.humans.some((h) => h.responderId === human.responderId))
			incident.humans.push(human);
	for (const brought of crews) {
		const own = incident.crews.find(({ key }) => key === brought.key);
		if (!own) incident.crews.push({ ...brought });
		else if (own.leftAt === undefined) {
			// It counted as another fire's truck; now it is this one's again.
			delete own.down;
			if (brought.leftAt !== undefined) {
				delete own.promised;
				Object.assign(own, brought);
			}
		}
	}
	incident.marks.push(...marks);
	incident.observers.push(...(event.observers ?? []));
	incident.stateAsked.push(...(event.stateAsked ?? []));
	for (const helper of event.helpers ?? [])
		incident.helpers.set(helper.responderId, { ...helper });
}

const joining = (
	chosen: Chosen,
	wave: number,
	at: Instant,
	asked: boolean,
): Person => ({
	...chosen,
	wave,
	alertedAt: at,
	asked,
	failedOn: [],
	to: "station",
	notDriving: false,
});

function acknowledged(
	incident: Known,
	event: Extract<IncidentEvent, { type: "ResponderAcknowledged" }>,
	at: Instant,
): void {
	if (event.joined && !incident.people.has(event.responderId)) {
		incident.helpers.delete(event.responderId);
		incident.people.set(
			event.responderId,
			joining(event.joined, incident.wave, at, true),
		);
	}
	person(incident, event.responderId, (p) => {
		p.answer = event.answer;
		p.answeredAt = event.saidAt ?? at;
		p.answeredOn = event.channel;
		p.to = event.to;
		p.notDriving = event.notDriving;
		const stands = p.progress === "atStation" && event.to === "station";
		if (event.etaAt === undefined) delete p.etaAt;
		// Who stands at the station and says it again has not gone home meanwhile.
		else p.etaAt = stands ? Math.min(p.etaAt ?? at, at) : event.etaAt;
		if (event.note) p.note = event.note;
		// Their own word overtakes what was said for them.
		delete p.house;
		delete p.freedBy;
		if (event.afterAllClear) p.afterAllClear = true;
		else delete p.afterAllClear;
		if (event.answer === "responding") {
			if (comesAgain(incident, event.responderId)) p.progress = "enRoute";
			if (p.progress === "atStation" && !stands) p.progress = "enRoute";
			p.progress ??= "enRoute";
			delete p.stoodDownAt;
			delete p.stoodDownWhy;
		} else {
			delete p.progress;
			stepsOut(incident, event.responderId);
		}
		if (event.progress) p.progress = event.progress;
		delete p.withdrew;
		delete p.seatOpenedAt;
		delete p.askedAtStationAt;
		delete p.calledBackAt;
	});
}

function marked(incident: Known, event: Marked): void {
	incident.marks.push(event);
	if (event.mark === "departed") departed(incident, event);
	if (event.mark === "onScene") onScene(incident, event);
	if (event.mark === "atStation") atStation(incident, event);
	if (event.mark === "returned" || event.mark === "ready")
		for (const c of incident.crews)
			if (isAbout(event, c) && c.leftAt !== undefined)
				c.returnedAt ??= event.at;
	if (event.mark === "ready")
		for (const c of incident.crews)
			if (isAbout(event, c) && c.leftAt !== undefined) c.readiness = "ready";
}

/** A mark names a truck, or a brigade, or, naming neither, any. */
export const isAbout = (
	mark: { vehicleId?: string; brigadeId?: string },
	c: Crew,
): boolean =>
	mark.vehicleId !== undefined
		? c.vehicleId === mark.vehicleId
		: mark.brigadeId === undefined || c.brigadeId === mark.brigadeId;

/** One person, or, without one, everybody expected at that station («Усі в депо»). */
function atStation(incident: Known, event: Marked): void {
	for (const p of incident.people.values()) {
		const meant = event.responderId
			? p.responderId === event.responderId
			: p.answer === "responding" &&
				p.to === "station" &&
				p.progress === "enRoute" &&
				p.stoodDownAt === undefined &&
				p.seatOpenedAt === undefined &&
				(!event.brigadeId || p.brigadeId === event.brigadeId);
		if (!meant) continue;
		p.progress = "atStation";
		p.answer = "responding";
		p.answeredAt ??= event.at;
		p.to = "station";
		p.etaAt = Math.min(p.etaAt ?? event.at, event.at);
		delete p.house;
		delete p.freedBy;
		delete p.seatOpenedAt;
		delete p.withdrew;
		if (p.stoodDownWhy === "reserve") {
			delete p.stoodDownAt;
			delete p.stoodDownWhy;
		}
	}
}

/** A truck that leaves without a full crew takes who stands there. */
const presentAt = (incident: Known, brigadeId: string): string[] =>
	[...incident.people.values()]
		.filter((p) => p.brigadeId === brigadeId && p.progress === "atStation")
		.map((p) => p.responderId);

function departed(incident: Known, event: Marked): void {
	const waiting = incident.crews.filter(
		(c) => c.leftAt === undefined && !c.down && isAbout(event, c),
	);
	// A mark without a vehicle is about one truck, never about all of them: the one with a crew.
	const c = waiting.find(({ promised }) => promised) ?? waiting[0];
	if (!c) return;
	c.leftAt = event.at;
	c.leftWith = c.promised?.responderIds ?? presentAt(incident, c.brigadeId);
	for (const id of c.leftWith)
		person(incident, id, (p) => {
			p.progress = "departed";
		});
}

function onScene(incident: Known, event: Marked): void {
	if (event.responderId)
		person(incident, event.responderId, (p) => {
			p.progress = "onScene";
		});
	for (const c of incident.crews) {
		if (
			c.leftAt === undefined ||
			c.onSceneAt !== undefined ||
			!isAbout(event, c)
		)
			continue;
		// Who drove there by themselves says nothing about the truck.
		const alone =
			event.responderId !== undefined &&
			!c.leftWith?.includes(event.responderId);
		if (alone && event.vehicleId === undefined) continue;
		c.onSceneAt = event.at;
	}
}

function reopened(incident: Known): void {
	incident.status = "open";
	incident.round += 1;
	incident.stoodDown = false;
	incident.stepsReached = new Map();
	incident.laddered = false;
	delete incident.ladderedAt;
	incident.humanRounds = 0;
	incident.unreachedRounds = 0;
	incident.unreachedCalls = 0;
	delete incident.unreachedAt;
	delete incident.humansCalledAt;
	// Opened again, it is a fire of its own.
	delete incident.mergedInto;
	delete incident.cancelledAs;
	delete incident.departureAllowed;
	delete incident.departureWordAsked;
	delete incident.impactRounds;
	incident.departureAsked = 0;
	// It burns again: everybody is asked anew, and trucks count only once they leave again.
	incident.people = new Map();
	incident.crews = [];
	incident.stations = new Map();
	// They were sent home, or told that it is over.
	incident.helpers = new Map();
	incident.observers = [];
	incident.stateAsked = [];
	delete incident.endedAt;
	delete incident.humanInCharge;
	delete incident.verdict;
}
