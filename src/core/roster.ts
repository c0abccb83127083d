/**
 * Who and what can be asked, as the core sees it: no phone numbers, no names.
 *
 * A snapshot of these arrives with every command that selects; the events record
 * what was chosen and why, so a replay next year does not need next year's roster.
 */
import type { Availability, Place } from "./availability.ts";
import type {
	BrigadeKind,
	BrigadeRole,
	Instant,
	Locale,
	Mode,
	Point,
	Qualification,
	SeatRule,
	TravelMode,
	VehicleKind,
	VehicleState,
} from "./kinds.ts";
import type { PolicyOverrides } from "./policy.ts";

export type Brigade = {
	id: string;
	name: string;
	kind: BrigadeKind;
	location: Point;
	/** KATOTTG code of the hromada it belongs to. */
	areaCode?: string;
	locale: Locale;
	roles: { role: BrigadeRole; responderId: string; order: number }[];
	policy: PolicyOverrides;
	/** When everybody's channels are tried; absent = never. */
	bell?: WeeklyBell;
	/** What its residents are told and where they ring. */
	residents?: {
		/** How soon help comes is told to who reported; otherwise only that it comes. */
		minutes?: boolean;
		/** E.164: rings through to chief, deputies and village head. */
		number?: string;
	};
	/** Where people gather when the station may be hit too. */
	staging?: { words: string; location?: Point };
};

/** Wall time of every such day: ISO day of the week, 1 = Monday, and 'HH:MM'. */
export type WeeklyBell = { weekday: number; time: string };

export type Vehicle = {
	id: string;
	brigadeId: string;
	name: string;
	kind: VehicleKind;
	seats: number;
	crewRule: SeatRule[];
	state: VehicleState;
	reason?: string;
	/** Back from a fire and nobody has said since that it is ready: it may leave, but readiness is amber. */
	uncheckedSince?: Instant;
};

/** Which channels could reach a person now: configured, known, not blocked. */
export type Reach = { telegram: boolean; sms: boolean; voice: boolean };

export type Responder = {
	id: string;
	brigadeIds: string[];
	places: Place[];
	qualifications: Qualification[];
	travel: TravelMode;
	availability: Availability;
	reach: Reach;
	/** Alerts of the last year and how many of them the person came to. */
	history?: { alerted: number; came: number };
	/** The same for everybody who lives there. */
	household?: string;
	/** Somebody in the house can be rung for them. */
	hasHomeContact?: boolean;
};

/** Nearest brigades first; own (named) brigades whole, then the nearest people, at most 300. */
export type Candidates = {
	brigades: Brigade[];
	vehicles: Vehicle[];
	responders: Responder[];
	/** People in reach of the query beyond those listed, counted by brigade. */
	beyond: number;
};

/** A person or vehicle given to one incident. */
export type Commitment = {
	kind: "responder" | "vehicle";
	id: string;
	incidentId: string;
	number: number;
	mode: Mode;
};
