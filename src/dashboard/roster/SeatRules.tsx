/** Who must sit in a machine before it may leave, row by row. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { QUALIFICATIONS, type SeatRule } from "../../core/kinds.ts";
import { capital } from "../../screen/screen.ts";
import { useWords, type Words } from "../words.tsx";
import {
	type Faults,
	fullQualification,
	Group,
	qualificationWords,
	TakeOut,
} from "./Fields.tsx";

/** `""` = anybody; the count as it is written. */
export type SeatTyped = { qualification: string; count: string };

export const seatsTyped = (rules: readonly SeatRule[]): SeatTyped[] =>
	rules.map(({ qualification = "", count }) => ({
		qualification,
		count: String(count),
	}));

/** «Мінімальний склад: водій кат. C, 2 × пожежний» */
export const seatWords = (
	rules: readonly { qualification?: string | undefined; count: number }[],
	words: Words["words"],
	text: Words["text"],
): string =>
	rules.length === 0
		? text("board-crew-none")
		: text("board-crew", {
				list: rules
					.map(({ qualification, count }) => {
						const who = qualification
							? qualificationWords(words, qualification)
							: text("qual-anybody");
						return count === 1 ? who : `${count} × ${who}`;
					})
					.join(", "),
			});

export function SeatRules({
	label,
	help,
	path,
	rows,
	known,
	errors,
	onChange,
}: {
	label: string;
	help: string;
	path: string;
	rows: readonly SeatTyped[];
	known: readonly string[];
	errors: Faults;
	onChange(rows: SeatTyped[]): void;
}) {
	const { text, words } = useWords();
	const change = (at: number, changed: Partial<SeatTyped>) =>
		onChange(rows.map((row, n) => (n === at ? { ...row, ...changed } : row)));
	const all = [
		...new Set([
			...QUALIFICATIONS,
			...known,
			...rows.flatMap(({ qualification }) => qualification || []),
		]),
	];
	return (
		<Group label={label} help={help}>
			<ul className="roster-list">
				{rows.map(({ qualification, count }, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: rules have no names of their own
					<li key={at} className="roster-row">
						<TextInput
							className="roster-short"
							inputMode="numeric"
							autoComplete="off"
							label={text("board-crew-count")}
							value={count}
							data-path={`${path}.${at}.count`}
							error={errors[`${path}.${at}.count`] as string | undefined}
							onChange={({ currentTarget: { value } }) =>
								change(at, { count: value })
							}
						/>
						<NativeSelect
							label={text("board-crew-who")}
							value={qualification}
							data-path={`${path}.${at}.qualification`}
							onChange={({ currentTarget: { value } }) =>
								change(at, { qualification: value })
							}
							data={[
								{ value: "", label: capital(text("qual-anybody")) },
								...all.map((value) => ({
									value,
									label: fullQualification(words, value),
								})),
							]}
						/>
						<TakeOut
							onClick={() => onChange(rows.filter((_, n) => n !== at))}
						/>
					</li>
				))}
			</ul>
			<Button
				onClick={() => onChange([...rows, { qualification: "", count: "1" }])}
			>
				{text("board-crew-add")}
			</Button>
		</Group>
	);
}
