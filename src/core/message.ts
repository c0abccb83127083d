/**
 * What is said to people, before it has a language or a channel.
 *
 * `decide` names the message; `wording/` turns it into a text or speech when the
 * decision is written, so that nothing can stop a send later. Facts that are not
 * free words (numbers, instants, qualifications) travel inside; the place, the
 * link and the reader's language are added when the text is rendered.
 */

import type { Belief } from "./belief.ts";
import type { ReporterNews, ReporterWord } from "./incident.ts";
import type {
	AirState,
	Answer,
	Destination,
	Equipment,
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
	/** The air raid where it burns; absent where no feed is configured. */
	airRaid?: AirState;
	/** The place may be hit again: people gather away from the station and from the fire. */
	away?: true;
	/** Metres from the fire to the nearest mines or shells that did not go off; 0 = among them. Absent = none known. */
	mines?: number;
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
				/** Later, as soon as the air raid is over. */
				afterAllClear?: boolean;
		  }
		// «#118 НОВЕ МІСЦЕ: …», to who is coming. Also sent when type or danger changed.
		| { kind: "corrected"; placeChanged: boolean; oldPlace?: string }
		// «#118 МІНИ: 400 м від пожежі», to who is coming, when they are found later without a new place.
		// `leads`: to who leads them; the link opens the live page.
		| { kind: "minesFound"; leads?: true }
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
		| {
				kind: "askConfirm";
				impact: boolean;
				like?: string;
				/** Of residents' reports. */
				belief?: Belief;
		  }
		// The incident's link, when people are alerted. `alerted` = how many.
		| { kind: "incidentOpened"; alerted: number }
		// The two-minute verdict: «#118 ВИЇЗД 03:14, їдуть 5, водій є.»
		| {
				kind: "verdictLeaves";
				leavesAt: Instant;
				coming: number;
				/** There is a crew, and it waits for a word. */
				waits?: "airRaid" | "impact";
				/** Nobody has said that 101 knows. */
				inform101?: true;
		  }
		// «#118 НЕМАЄ ВОДІЯ, їдуть 4. Кличемо Угринь.»
		| {
				kind: "verdictNotGathering";
				missing: Gap[];
				coming: number;
				/** Names of brigades also called. */
				calling: string[];
				inform101?: true;
				/** A state crew is near enough to be asked. */
				askState?: true;
		  }
		// Rung and written until one takes over: key 1 takes over.
		| { kind: "humanNeeded"; missing: Gap[]; coming: number }
		// «#118 НЕ ДІЙШЛО НІ ДО КОГО»: half a minute after the alert no channel has taken it for anybody; key 1 takes over.
		| { kind: "nobodyReached"; asked: number }
		// «Виїхали?» to leader and driver: key 1 = departed.
		| { kind: "askDeparted" }
		// «Виїжджаємо під час тривоги?», once to the chief (`leads`) and to leaders who come: key 1 lets the truck leave.
		| { kind: "askDeparture"; why: "airRaid" | "impact"; leads?: true }
		// The truck waits no longer, to who comes: somebody said so, red is over, or nobody knows any more.
		| { kind: "mayLeave"; because: "allowed" | "allClear" | "unknown" }
		// A truck left while it was to wait, and nobody had said that it may: to the chief.
		| { kind: "leftWithoutWord"; why: "airRaid" | "impact" }
		// «Приліт?», to the chief, then to deputies: key 1 = yes, 0 = no.
		| { kind: "askImpact" }
		// The answer to it, to who comes: back to the station, or stay where people gather.
		| { kind: "gatherAt"; where: "station" | "staging" }
		// «Повітряної тривоги немає. Їдете?», to who said that they can come after it.
		| { kind: "allClear"; driver?: boolean }
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
		// --- to the others ---
		// «#118 до відома: хата, Росохач», and what became of it. Never a question.
		| {
				kind: "forObservers";
				state: "alerted" | "left" | "closed" | "falseAlarm";
		  }
		// «#118 Просимо допомоги», to a state crew's duty officer and chief; key 1 = we know of it.
		| { kind: "stateAsked" }
		// «Повідомте 101: #118», to the chief: nobody has said that 101 knows.
		| { kind: "inform101" }
		// «Просимо допомоги трактором: стерня, Росохач», to who agreed to be asked.
		| { kind: "helperAsked"; equipment: Equipment[] }
		// «Допомога на #118 більше не потрібна. Дякуємо»
		| { kind: "helperStoodDown"; why: "closed" | "falseAlarm" }
		// To who reported: «Ви повідомили про пожежу… Горить зараз — один, ні — нуль.»
		| { kind: "callBack" }
		// To who reported. `minutes` until the first truck is there; taken out where their hromada tells none.
		| { kind: "reporterNews"; news: ReporterNews; minutes?: number }
		// To chief and deputies, of who reported: their word, or words that say otherwise than the incident.
		| { kind: "reporterSays"; said: ReporterWord | "differs"; text?: string }
		// A note of a volunteer that could not be read as an answer.
		| { kind: "noteReceived"; name: string; text: string }
	);

export type MessageKind = Message["kind"];

/** What goes to who reported: no link of a volunteer's, no place on any board. */
export const TO_REPORTERS: ReadonlySet<MessageKind> = new Set<MessageKind>([
	"callBack",
	"reporterNews",
]);
