/**
 * The words of the trade as types: what burns, who is asked, what a mark means.
 *
 * Everything here is a name fixed by the outside contract; instants are
 * milliseconds UTC inside the core and ISO 8601 at the edges.
 */

/** Milliseconds since 1970 UTC of incident time (`Clock.now()`), never a `Date`. */
export type Instant = number;

/** WGS 84 degrees. */
export type Point = { lat: number; lon: number };
/** A point as somebody told it; `accuracyMetres` is the radius they vouch for. */
export type Location = Point & { accuracyMetres?: number };

export const INCIDENT_TYPES = [
	"structure_fire",
	"outbuilding_fire",
	"vegetation_fire",
	"vehicle_fire",
	"industrial_fire",
	"road_accident",
	"hazmat",
	"shelling_impact",
	"rescue",
	"other",
] as const;
export type IncidentType = (typeof INCIDENT_TYPES)[number];

/** CAP status. Commitments to `exercise` and `test` never hold anybody back from `actual`. */
export const MODES = ["actual", "exercise", "test"] as const;
export type Mode = (typeof MODES)[number];

export const SOURCES = [
	"okc_101",
	"s112",
	"duty_officer",
	"chief",
	"resident",
	"sensor",
] as const;
export type Source = (typeof SOURCES)[number];

export const BRIGADE_KINDS = [
	"volunteer",
	"municipal",
	"state",
	"security_centre",
] as const;
export type BrigadeKind = (typeof BRIGADE_KINDS)[number];

export const BRIGADE_ROLES = [
	"chief",
	"deputy",
	"coordinator",
	"villageHead",
	"dutyOfficer",
] as const;
export type BrigadeRole = (typeof BRIGADE_ROLES)[number];

export const VEHICLE_KINDS = ["tanker", "module", "trailer", "other"] as const;
export type VehicleKind = (typeof VEHICLE_KINDS)[number];

export const VEHICLE_STATES = ["ready", "outOfService", "away"] as const;
export type VehicleState = (typeof VEHICLE_STATES)[number];

/** The service's own qualifications; a brigade may add its own words. */
export const QUALIFICATIONS = [
	"driver_c",
	"leader",
	"firefighter",
	"ba",
	"medic",
	"first_aid",
	"keyholder",
] as const;
export type Qualification = string;

export const AVAILABILITY_STATES = [
	"on",
	"reserve",
	"lifeOnly",
	"off",
] as const;
export type AvailabilityState = (typeof AVAILABILITY_STATES)[number];

export const TRAVEL_MODES = ["foot", "bicycle", "car"] as const;
export type TravelMode = (typeof TRAVEL_MODES)[number];

/** Papers of a person that expire. */
export const PAPERS = [
	"medical",
	"insurance",
	"licence_c",
	"ba",
	"curfew_pass",
	"other",
] as const;
export type PaperKind = (typeof PAPERS)[number];

export const ANSWERS = ["responding", "notResponding", "later"] as const;
/** What a person said. `noAnswer` and `none` are the board's words for silence, never an answer. */
export type Answer = (typeof ANSWERS)[number];

export const DESTINATIONS = ["station", "scene"] as const;
export type Destination = (typeof DESTINATIONS)[number];

export const MARKS = [
	"atStation",
	"departed",
	"onScene",
	"firstWater",
	"localised",
	"out",
	"handedOver",
	"returned",
	"ready",
	"informed101",
] as const;
export type MarkName = (typeof MARKS)[number];

/** What the driver says of the truck at home: ready, without water, without fuel, it does not go. */
export const READINESS = ["ready", "noWater", "noFuel", "broken"] as const;
export type Readiness = (typeof READINESS)[number];

/** What somebody in the house may say of who does not wake. Never an answer. */
export const HOUSE_WORDS = ["waking", "absent"] as const;
export type HouseWord = (typeof HOUSE_WORDS)[number];

export const CHANNELS = ["telegram", "sms", "voice", "console"] as const;
export type ChannelName = (typeof CHANNELS)[number];

export const LOCALES = ["uk", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** What helpers bring; none of it is a crew. */
export const EQUIPMENT = [
	"tractor",
	"plough",
	"barrel",
	"excavator",
	"other",
] as const;
export type Equipment = (typeof EQUIPMENT)[number];

/** What ground kills with. */
export const HAZARD_KINDS = ["mines", "unexploded", "other"] as const;
/** Where a truck is filled. */
export const WATER_KINDS = [
	"hydrant",
	"pond",
	"river",
	"tower",
	"reservoir",
	"well",
	"other",
] as const;
export const WATER_STATES = ["works", "dry", "unknown"] as const;

/** The air raid's state where it burns; `unknown` warns and never blocks. */
export const AIR_STATES = ["none", "yellow", "red", "unknown"] as const;
export type AirState = (typeof AIR_STATES)[number];

export type SmsAlphabet = "cyrillic" | "latin";
export type PhoneKind = "smart" | "button";

/** A place in a vehicle that must be taken, `qualification` absent = anybody. */
export type SeatRule = { qualification?: Qualification; count: number };
