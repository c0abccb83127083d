/**
 * What is said to people, before it has a language or a channel.
 *
 * `decide` names the message; `wording/` turns it into a text or speech when the
 * decision is written, so that nothing can stop a send later. Facts that are not
 * free words (numbers, instants, qualifications) travel inside; the place, the
 * link and the reader's language are added when the text is rendered.
 */
import type {
	Answer,
	Destination,
	IncidentType,
	Instant,
	Mode,
	Qualification,
} from "./kinds.ts";

/** What every text about an incident begins with. */
export type About = {
	number: number;
	incidentType: IncidentType;
	mode: Mode;
	peopleInDanger: boolean;
	/** Nobody has confirmed it yet; the text says «не підтверджено». */
	unconfirmed: boolean;
};

/** A gap in a crew: «бракує водія», «2 пожежних». `vehicle` = no vehicle is free. */
export type Gap = { qualification: Qualification | "vehicle"; count: number };

export type Message = About &
	(
		| // ПОЖЕЖА #118 … Їдете? — to a volunteer, on any channel.
		// `driver`: the reader may drive, so «Їду, але не водієм» is offered.
		{ kind: "alert"; repeat: boolean; driver?: boolean }
		// To somebody in the house, after the person's own calls stayed unanswered: «Розбудіть: Микола».
		// `name` is the person's id until the text is rendered.
		| { kind: "wakeHousehold"; name: string }
		// «Олена їде, вам можна лишитися»: one of a household stays with the children.
		| { kind: "householdFreed"; name: string; driver?: boolean }
		// Who raised the alarm is not rung but asked once: «Самі їдете?»
		| { kind: "askRaiser" }
		// The answer said back. `etaAt` only when responding; `missesDriver` = went straight to the scene while the truck waits for this driver.
		| {
				kind: "answerReceived";
				answer: Answer;
				to: Destination;
				notDriving: boolean;
				etaAt?: Instant;
				waitsForDriver?: boolean;
		  }
		// «#118 НОВЕ МІСЦЕ: …», to who is coming. Also sent when type or danger changed.
		| { kind: "corrected"; placeChanged: boolean; oldPlace?: string }
		// «#118 Вас чекають у депо. Їдете?»
		| { kind: "askAtStation" }
		// The seat was given to somebody else after no sign of arrival, or the chief took the person off it.
		| { kind: "seatOpened"; by: "noShow" | "chief" }
		// «#118 РЕЗЕРВ: екіпаж є, будьте на зв'язку до виїзду»
		| { kind: "reserve" }
		// A reserve person or a stood-down one is asked again: a seat is open.
		| { kind: "calledBack"; driver?: boolean }
		// «ВІДБІЙ ВИЇЗДУ #118: …» `why`: the vehicle left · a human stood everybody down · the incident ended.
		| { kind: "standDown"; why: "left" | "stoodDown" | "closed" }
		// «#119 — та сама подія, що #118»: who comes for `reported` comes for this one. `resting`: still only in reserve.
		| {
				kind: "sameFire";
				reported: number;
				answer: Answer;
				to: Destination;
				etaAt?: Instant;
				resting?: boolean;
		  }
		// «ХИБНИЙ ВИКЛИК #118. Їхати не треба. Дякуємо»
		| { kind: "falseAlarm" }
		// «Ви їдете на #118. Перейти на #119?» — `number` is the new one, `from` the one already promised.
		| { kind: "askSwitch"; from: number }
		// A bare answer by SMS while several alerts are open: which one?
		| { kind: "askWhich"; others: { number: number; place: string }[] }
		// A commitment to an exercise was freed by a real alarm.
		| { kind: "freedForActual"; from: number }
		// Words of the chief to the crew.
		| { kind: "fromChief"; text: string }
		// --- to chiefs, deputies, desks ---
		// «Горить? #118 … Скликати: link»
		// `like`: the likely same fire; its id until the text is rendered, then its number.
		| { kind: "askConfirm"; impact: boolean; like?: string }
		// The incident's link, when people are alerted. `alerted` = how many.
		| { kind: "incidentOpened"; alerted: number }
		// The two-minute verdict: «#118 ВИЇЗД 03:14, їдуть 5, водій є.»
		| {
				kind: "verdictLeaves";
				leavesAt: Instant;
				coming: number;
		  }
		// «#118 НЕМАЄ ВОДІЯ, їдуть 4. Кличемо Угринь.»
		| {
				kind: "verdictNotGathering";
				missing: Gap[];
				coming: number;
				/** Names of brigades also called. */
				calling: string[];
		  }
		// Rung and written until one takes over: key 1 takes over.
		| { kind: "humanNeeded"; missing: Gap[]; coming: number }
		// «#118 НЕ ДІЙШЛО НІ ДО КОГО»: half a minute after the alert no channel has taken it for anybody; key 1 takes over.
		| { kind: "nobodyReached"; asked: number }
		// «Виїхали?» to leader and driver: key 1 = departed.
		| { kind: "askDeparted" }
		// Hourly «Завершити?»
		| { kind: "askClose" }
		// One question to the first leader of a second fire with no free vehicle: stay, split, go.
		| { kind: "askSecondFire"; first: number }
		// «Машина не їде», to the desk and the chief.
		| { kind: "vehicleDown"; calling: string[] }
		// A chief proposes to cancel an incident of 101/112; only the desk can.
		| { kind: "cancelProposed" }
		// A person opted out of SMS or cannot be reached by anything: the chief is told.
		| {
				kind: "unreachable";
				name: string;
				reason: "optedOut" | "blocked" | "noChannel" | "refused";
		  }
		// Who sat in a promised crew does not come after all: «Іван не встигає».
		| { kind: "seatGivenUp"; name: string }
		// Home again: «Машина готова?», to its driver. `again`: the one question of the next morning.
		| { kind: "askReady"; again: boolean }
		// A note of a volunteer that could not be read as an answer.
		| { kind: "noteReceived"; name: string; text: string }
	);

export type MessageKind = Message["kind"];
