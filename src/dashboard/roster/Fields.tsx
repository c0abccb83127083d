/** Fields that forms of people and machines have in common. */
import {
	Button,
	Checkbox,
	type CheckboxProps,
	NativeSelect,
	TextInput,
} from "@mantine/core";
import { useId, useState } from "react";
import {
	AVAILABILITY_STATES,
	type AvailabilityState,
	QUALIFICATIONS,
} from "../../core/kinds.ts";
import { capital } from "../../screen/screen.ts";
import { useWords, type Words } from "../words.tsx";

export type Faults = Record<string, unknown>;
const faultOf = (errors: Faults, path: string) => {
	const words = errors[path];
	return typeof words === "string" ? words : undefined;
};

/** A group of fields with one name, and what is wrong with it as a whole. */
export function Group({
	label,
	path,
	error,
	help,
	children,
}: {
	label: string;
	path?: string;
	error?: string | undefined;
	help?: string;
	children: React.ReactNode;
}) {
	const id = useId();
	return (
		<fieldset
			className="roster-group"
			{...(path ? { "data-path": path } : {})}
			{...(error ? { "data-wrong": true, "aria-describedby": id } : {})}
		>
			<legend>{label}</legend>
			{help && <p className="q">{help}</p>}
			{children}
			<p id={id} className="d">
				{error}
			</p>
		</fieldset>
	);
}

/** A row of a list goes out of it. */
export function TakeOut({ onClick }: { onClick(): void }) {
	const { text } = useWords();
	return (
		<Button variant="subtle" className="roster-danger" onClick={onClick}>
			{text("board-take-out")}
		</Button>
	);
}

export function Choices({
	label,
	path,
	options,
	chosen,
	onChange,
	error,
}: {
	label: string;
	path: string;
	options: readonly { value: string; label: string }[];
	chosen: readonly string[];
	onChange(chosen: string[]): void;
	error?: string | undefined;
}) {
	return (
		<Group label={label} path={path} error={error}>
			<div className="roster-choices">
				{options.map(({ value, label: words }) => (
					<Box
						key={value}
						label={words}
						checked={chosen.includes(value)}
						onChange={({ currentTarget: { checked } }) =>
							onChange(
								checked
									? [...chosen, value]
									: chosen.filter((one) => one !== value),
							)
						}
					/>
				))}
			</div>
		</Group>
	);
}

const Box = (props: CheckboxProps) => <Checkbox size="md" {...props} />;

/** The service's own qualifications, those the brigade already uses, and a new word. */
export function Qualifications({
	chosen,
	known,
	onChange,
	error,
}: {
	chosen: readonly string[];
	/** The brigade's own words. */
	known: readonly string[];
	onChange(chosen: string[]): void;
	error?: string | undefined;
}) {
	const { text, words } = useWords();
	const [word, setWord] = useState("");
	const all = [...new Set([...QUALIFICATIONS, ...known, ...chosen])];
	const add = () => {
		const own = word.trim().replaceAll(/\s+/g, "_");
		if (own !== "" && !chosen.includes(own)) onChange([...chosen, own]);
		setWord("");
	};
	return (
		<>
			<Choices
				label={text("board-field-qualifications")}
				path="qualifications"
				options={all.map((value) => ({
					value,
					label: fullQualification(words, value),
				}))}
				chosen={chosen}
				onChange={onChange}
				error={error}
			/>
			<div className="roster-row">
				<TextInput
					label={text("board-qualification-own")}
					value={word}
					maxLength={40}
					autoComplete="off"
					onChange={(event) => setWord(event.currentTarget.value)}
					onKeyDown={(event) => {
						if (event.key !== "Enter") return;
						// Of the word, not of the form.
						event.preventDefault();
						add();
					}}
				/>
				<Button onClick={add} disabled={word.trim() === ""}>
					{text("board-add")}
				</Button>
			</div>
		</>
	);
}

/** «водій кат. C»; a brigade's own word as it is. */
export function qualificationWords(
	words: Words["words"],
	qualification: string,
): string {
	const id = `qual-${qualification}`;
	return words.has(id)
		? words.text(`${id}.full`)
		: qualification.replaceAll("_", " ");
}

/** As it begins a line. */
export const fullQualification = (
	words: Words["words"],
	qualification: string,
): string => capital(qualificationWords(words, qualification));

export type Hours = { days: number[]; from: string; to: string };
export type HoursOfState = Hours & { state: AvailabilityState };

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
const NEW_HOURS: Hours = { days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" };

/** Hours of a week, row by row; `withState` where each says how one may be called. */
export function Weekly<Row extends Hours>({
	label,
	path,
	rows,
	errors,
	onChange,
	newRow,
}: {
	label: string;
	path: string;
	rows: readonly Row[];
	errors: Faults;
	onChange(rows: Row[]): void;
	newRow(hours: Hours): Row;
}) {
	const { text } = useWords();
	const change = (at: number, changed: Partial<Row>) =>
		onChange(rows.map((row, n) => (n === at ? { ...row, ...changed } : row)));
	return (
		<Group label={label}>
			{rows.length === 0 && (
				<p className="q">{text("availability-week-none")}</p>
			)}
			<ul className="roster-list">
				{rows.map((row, at) => (
					// Rows have no names of their own.
					// biome-ignore lint/suspicious/noArrayIndexKey: see above
					<li key={at} className="roster-card">
						<Group
							label={text("board-week-days")}
							path={`${path}.${at}.days`}
							error={faultOf(errors, `${path}.${at}.days`)}
						>
							<div className="roster-days">
								{WEEK.map((day) => (
									<Box
										key={day}
										label={text("weekday-short", { day })}
										checked={row.days.includes(day)}
										onChange={({ currentTarget: { checked } }) =>
											change(at, {
												days: checked
													? [...row.days, day].sort()
													: row.days.filter((one) => one !== day),
											} as Partial<Row>)
										}
									/>
								))}
							</div>
						</Group>
						<div className="roster-row">
							<TextInput
								type="time"
								label={text("board-week-from")}
								value={row.from}
								data-path={`${path}.${at}.from`}
								error={faultOf(errors, `${path}.${at}.from`)}
								onChange={({ currentTarget: { value } }) =>
									change(at, { from: value } as Partial<Row>)
								}
							/>
							<TextInput
								type="time"
								label={text("board-week-to")}
								// A clock has no 24:00; over midnight is the same.
								value={row.to === "24:00" ? "00:00" : row.to}
								data-path={`${path}.${at}.to`}
								error={faultOf(errors, `${path}.${at}.to`)}
								onChange={({ currentTarget: { value } }) =>
									change(at, { to: value } as Partial<Row>)
								}
							/>
							{"state" in row && (
								<StateSelect
									value={row.state as AvailabilityState}
									onChange={(state) =>
										change(at, { state } as unknown as Partial<Row>)
									}
								/>
							)}
							<TakeOut
								onClick={() => onChange(rows.filter((_, n) => n !== at))}
							/>
						</div>
					</li>
				))}
			</ul>
			<Button onClick={() => onChange([...rows, newRow(NEW_HOURS)])}>
				{text("board-week-add")}
			</Button>
		</Group>
	);
}

export function StateSelect({
	value,
	onChange,
}: {
	value: AvailabilityState;
	onChange(state: AvailabilityState): void;
}) {
	const { text } = useWords();
	return (
		<NativeSelect
			label={text("board-state")}
			value={value}
			onChange={(event) =>
				onChange(event.currentTarget.value as AvailabilityState)
			}
			data={AVAILABILITY_STATES.map((state) => ({
				value: state,
				label: capital(text(`board-duty-${state}`)),
			}))}
		/>
	);
}
