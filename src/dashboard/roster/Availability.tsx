/** When a person may be called: now with its end, week by week, on single days. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMemo } from "react";
import {
	AVAILABILITY_STATES,
	type AvailabilityState,
} from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { serverNow } from "../live.ts";
import { faultsIn, schemas } from "../schemas.ts";
import { useWords } from "../words.tsx";
import { changedNow, instantIn, type Person } from "./asked.ts";
import {
	Group,
	type HoursOfState,
	StateSelect,
	TakeOut,
	Weekly,
} from "./Fields.tsx";
import { Foot } from "./Foot.tsx";
import { sayIssue } from "./faults.ts";
import { mustBeNews, useKeptForm } from "./keptForm.ts";
import { fromField, nextMorning, toField } from "./times.ts";

type Given = Person["availability"];

const HOUR_MS = 3_600_000;
const ENDS = ["never", "1", "2", "8", "morning", "day"] as const;
type End = (typeof ENDS)[number];

type Now = { state: AvailabilityState; end: End; until: string };
type Ahead = {
	weekly: HoursOfState[];
	exceptions: { from: string; to: string; state: AvailabilityState }[];
};

export function AvailabilityForms({ person }: { person: Person }) {
	return (
		<>
			<NowForm person={person} />
			<AheadForm person={person} />
		</>
	);
}

/** The service keeps it as a whole: what this form does not hold is sent as it is there now. */
async function put(
	id: string,
	change: (now: Given) => Partial<Given>,
): Promise<void> {
	const route = api.v1.responders[":id"].availability;
	const now = await ask(route.$get({ param: { id } }));
	await ask(route.$put({ param: { id }, json: { ...now, ...change(now) } }));
	await changedNow("person", "people", "duty");
}

function NowForm({ person: { id, availability } }: { person: Person }) {
	const { text, timeZone } = useWords();
	const initial = useMemo<Now>(() => {
		const { state, until } = availability;
		const isAhead = until !== null && instantIn(until) > serverNow();
		if (until === null) return { state, end: "never", until: "" };
		return isAhead
			? { state, end: "day", until: toField(instantIn(until), timeZone) }
			: { state: "on", end: "never", until: "" };
	}, [availability, timeZone]);
	const untilOf = ({ end, until }: Now): number | null | undefined => {
		if (end === "never") return null;
		if (end === "morning") return nextMorning(serverNow(), timeZone);
		if (end === "day") return fromField(until, timeZone);
		return serverNow() + Number(end) * HOUR_MS;
	};
	const kept = useKeptForm<Now>({
		name: `now ${id}`,
		initial,
		check: async (typed) => {
			const until = untilOf(typed);
			if (until === undefined) return { until: text("board-fault-time") };
			return until !== null && until <= serverNow()
				? { until: text("board-fault-past") }
				: {};
		},
		send: async (typed) => {
			const until = untilOf(typed) ?? null;
			await put(id, () => ({
				state: typed.state,
				until: until === null ? null : new Date(until).toISOString(),
			}));
		},
	});
	const { form } = kept;
	return (
		<form {...kept.own} className="roster-form">
			<Group label={text("board-availability-now")}>
				<div className="roster-states">
					{AVAILABILITY_STATES.map((state) => (
						<label key={state} className="roster-state">
							<input
								type="radio"
								name={`state ${id}`}
								value={state}
								checked={form.values.state === state}
								onChange={() => form.setFieldValue("state", state)}
							/>
							{text(`board-duty-${state}`)}
						</label>
					))}
				</div>
			</Group>
			<NativeSelect
				label={text("board-availability-until")}
				{...form.getInputProps("end")}
				data={ENDS.map((value) => ({ value, label: endText(value) }))}
			/>
			{form.values.end === "day" && (
				<TextInput
					type="datetime-local"
					label={text("board-availability-when")}
					{...form.getInputProps("until")}
				/>
			)}
			<Foot kept={kept} label={text("board-save")} />
		</form>
	);

	function endText(end: End): string {
		switch (end) {
			case "never":
				return text("availability-no-end");
			case "morning":
				return text("availability-until-morning", { time: "07:00" });
			case "day":
				return text("board-availability-day");
			default:
				return text("availability-hours", { count: Number(end) });
		}
	}
}

function AheadForm({ person: { id, availability } }: { person: Person }) {
	const { text, timeZone } = useWords();
	const typedOf = (given: Given): Ahead => ({
		weekly: given.weekly,
		exceptions: given.exceptions.map(({ from, to, state }) => ({
			from: toField(instantIn(from), timeZone),
			to: toField(instantIn(to), timeZone),
			state,
		})),
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: made anew when what is stored is another
	const initial = useMemo(() => typedOf(availability), [availability]);
	const bodyOf = ({ weekly, exceptions }: Ahead) => ({
		weekly,
		exceptions: exceptions.map(({ from, to, state }) => ({
			from: isoOf(from),
			to: isoOf(to),
			state,
		})),
	});
	const isoOf = (written: string): string => {
		const at = fromField(written, timeZone);
		return at === undefined ? "" : new Date(at).toISOString();
	};
	const kept = useKeptForm<Ahead>({
		name: `ahead ${id}`,
		initial,
		check: async (typed) => {
			const { availabilityBody } = await schemas.availability();
			return faultsIn(
				availabilityBody,
				{ state: "on", ...bodyOf(typed) },
				sayIssue(text),
			);
		},
		send: (typed, was) =>
			put(id, (now) => {
				mustBeNews(typed, was, typedOf(now));
				return bodyOf(typed);
			}),
	});
	const { form } = kept;
	const { weekly, exceptions } = form.values;
	return (
		<details
			className="roster-more"
			open={weekly.length + exceptions.length > 0 || undefined}
		>
			<summary>{text("board-availability-ahead")}</summary>
			<form {...kept.own} className="roster-form">
				<Weekly
					label={text("board-field-weekly")}
					path="weekly"
					rows={weekly}
					errors={form.errors}
					onChange={(rows) => form.setFieldValue("weekly", rows)}
					newRow={(hours): HoursOfState => ({ ...hours, state: "off" })}
				/>
				<Group label={text("board-field-exceptions")}>
					<ul className="roster-list">
						{exceptions.map(({ state }, at) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: periods have no names of their own
							<li key={at} className="roster-card roster-row">
								<TextInput
									type="datetime-local"
									label={text("board-week-from")}
									{...form.getInputProps(`exceptions.${at}.from`)}
								/>
								<TextInput
									type="datetime-local"
									label={text("board-week-to")}
									{...form.getInputProps(`exceptions.${at}.to`)}
								/>
								<StateSelect
									value={state}
									onChange={(chosen) =>
										form.setFieldValue(`exceptions.${at}.state`, chosen)
									}
								/>
								<TakeOut
									onClick={() => form.removeListItem("exceptions", at)}
								/>
							</li>
						))}
					</ul>
					<Button
						onClick={() =>
							form.insertListItem("exceptions", {
								from: "",
								to: "",
								state: "off",
							})
						}
					>
						{text("board-exception-add")}
					</Button>
				</Group>
				<Foot
					kept={kept}
					label={text("board-save")}
					fieldText={(field) => text(`board-field-${field}`)}
				/>
			</form>
		</details>
	);
}
