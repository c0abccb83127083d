/**
 * The one line a screen is about: does a truck leave, and when?
 *
 * Only the type: the board computes it, `wording/` turns it into words.
 * `have` and `need` count people against the requirement.
 */
import type { Instant } from "./kinds.ts";

export type Headline =
	| {
			kind:
				| "unconfirmed"
				| "gathering"
				| "noDriver"
				| "noLeader"
				| "noVehicle"
				| "noKey"
				| "fewPeople";
			have?: number;
			need?: number;
	  }
	| { kind: "nobodyAnswered" }
	// A small crew is a level, not a failure: it may go with this many.
	| { kind: "canLeaveWith"; count: number }
	| { kind: "leaves"; at: Instant }
	| { kind: "assembled" }
	// There is a crew, and it waits for the word of the chief or a leader.
	| { kind: "waits"; why: "airRaid" | "impact" }
	| { kind: "left"; at: Instant }
	// Nobody said «виїхали» two minutes after the promised departure: never assumed.
	| { kind: "leftUnconfirmed" }
	| { kind: "standDown" }
	| { kind: "closed" }
	| { kind: "cancelled" };
