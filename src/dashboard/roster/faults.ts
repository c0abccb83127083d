/** What is wrong with a field, in the words of who filled it in. */
import { ApiProblem } from "../api.ts";
import { type Faults, faultsOf, type Issue } from "../schemas.ts";
import type { Words } from "../words.tsx";

type Text = Words["text"];

/** By what the schema found, and where only the field can say it better. */
export const sayIssue =
	(text: Text) =>
	(issue: Issue): string => {
		const field = String(issue.path.findLast((key) => typeof key === "string"));
		const own = OWN[field]?.(issue);
		if (own !== undefined) return text(own);
		switch (issue.code) {
			case "too_small":
				return isEmpty(issue)
					? text("board-fault-empty")
					: text("board-fault-too-small", { least: Number(issue.minimum) });
			case "too_big":
				return text(
					issue.origin === "string"
						? "board-fault-too-long"
						: "board-fault-too-big",
					{ most: Number(issue.maximum) },
				);
			case "invalid_type":
				return text(
					issue.expected === "int" || issue.expected === "number"
						? "board-fault-number"
						: "board-fault-empty",
				);
			case "invalid_value":
				return text("board-fault-choose");
			default:
				return text("board-fault-unreadable");
		}
	};

const isEmpty = (issue: Issue & { code: "too_small" }): boolean =>
	(issue.origin === "string" || issue.origin === "array") &&
	Number(issue.minimum) <= 1;

const phone = () => "board-fault-phone";
const place = () => "board-fault-place";
const OWN: Record<string, (issue: Issue) => string | undefined> = {
	phone,
	secondPhone: phone,
	number: phone,
	responderId: () => "board-fault-choose",
	equipment: () => "board-fault-equipment",
	refillMinutes: () => "board-fault-refill",
	location: place,
	lat: place,
	lon: place,
	areaCode: () => "board-fault-area",
	qualifications: ({ code }) =>
		code === "invalid_format" ? "board-fault-word" : undefined,
	qualification: ({ code }) =>
		code === "invalid_format" ? "board-fault-word" : undefined,
	days: () => "board-fault-days",
	from: () => "board-fault-time",
	to: ({ code }) =>
		code === "custom" ? "board-fault-order" : "board-fault-time",
	until: () => "board-fault-day",
	time: () => "board-fault-time",
};

/** What only the service could find; what has no words of ours is told in its own. */
export const sayProblem = (text: Text, problem: ApiProblem): Faults =>
	Object.fromEntries(
		Object.entries(faultsOf(problem)).map(([path, message]) => {
			const known = KNOWN.find(([said]) => message.includes(said));
			return [path, known ? text(known[1]) : message];
		}),
	);

/** What the service refuses as a whole where one field alone is why: said at that field. */
export async function refusedAt<Answer>(
	asking: Promise<Answer>,
	status: number,
	fault: { path: string; message: string },
): Promise<Answer> {
	try {
		return await asking;
	} catch (error) {
		if (!(error instanceof ApiProblem) || error.status !== status) throw error;
		const { title, detail } = error;
		throw new ApiProblem(status, { title, detail, errors: [fault] });
	}
}

const KNOWN: readonly (readonly [said: string, id: string])[] = [
	["one person only", "board-fault-phone-taken"],
	["two different phones", "board-fault-phone-twice"],
	["somebody else in the house", "board-fault-phone-own"],
	["emergency number", "board-fault-phone-emergency"],
	["a phone number such as", "board-fault-phone"],
	["responder, came one nobody", "board-fault-nobody"],
	["answers alerts already", "board-fault-number-own"],
	["an area you see", "board-fault-area-unseen"],
];
