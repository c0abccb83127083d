/** Everything the roster holds of a person: for somebody new and for somebody known. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { LOCALES, TRAVEL_MODES } from "../../core/kinds.ts";
import { capital } from "../../screen/screen.ts";
import { useWords } from "../words.tsx";
import { useBrigades, usePeople, useVehicles } from "./asked.ts";
import { Choices, Group, Qualifications, TakeOut, Weekly } from "./Fields.tsx";
import { Foot } from "./Foot.tsx";
import { type FormProps, useKeptForm } from "./keptForm.ts";
import { PlaceField } from "./PlaceField.tsx";
import {
	checkPerson,
	type PersonTyped,
	PLACE_KINDS,
	type PlaceTyped,
	paperKinds,
} from "./person.ts";

type Form = UseFormReturnType<PersonTyped>;

export function PersonForm({
	name,
	initial,
	label,
	isNew = false,
	send,
	onCancel,
}: FormProps<PersonTyped>) {
	const { text } = useWords();
	const kept = useKeptForm<PersonTyped>({
		name,
		initial,
		isNew,
		check: (typed) => checkPerson(typed, text),
		send,
	});
	const { form } = kept;
	return (
		<form {...kept.own} className="roster-form">
			<Essential form={form} />
			<Places form={form} />
			<details
				className="roster-more"
				open={hasFaultIn(form, LATER) || undefined}
			>
				<summary>{text("board-person-more")}</summary>
				<div className="roster-form">
					<HowToReach form={form} />
					<House form={form} />
					<Papers form={form} />
				</div>
			</details>
			<Foot
				kept={kept}
				label={label}
				onCancel={onCancel}
				fieldText={(field) => text(`board-field-${field}`)}
			/>
		</form>
	);
}

const LATER = ["secondPhone", "household", "homeName", "homePhone", "papers"];
const hasFaultIn = ({ errors }: Form, fields: readonly string[]): boolean =>
	Object.keys(errors).some((path) =>
		fields.some((field) => path.startsWith(field)),
	);

const faultAt = ({ errors }: Form, path: string): string | undefined =>
	errors[path] === undefined ? undefined : String(errors[path]);

function Essential({ form }: { form: Form }) {
	const { text } = useWords();
	const { brigadeIds, qualifications } = form.values;
	const { data: brigades = [] } = useBrigades();
	const known = useKnownQualifications(brigadeIds[0]);
	const unseen = brigadeIds.filter(
		(id) => !brigades.some((brigade) => brigade.id === id),
	);
	return (
		<>
			<TextInput
				label={text("board-field-name")}
				autoComplete="off"
				required
				{...form.getInputProps("name")}
			/>
			<TextInput
				type="tel"
				label={text("board-field-phone")}
				description={text("board-field-phone.help")}
				autoComplete="off"
				required
				{...form.getInputProps("phone")}
			/>
			<Qualifications
				chosen={qualifications}
				known={known}
				onChange={(chosen) => form.setFieldValue("qualifications", chosen)}
				error={faultAt(form, "qualifications")}
			/>
			{brigades.length + unseen.length > 1 && (
				<Choices
					label={text("board-field-brigadeIds")}
					path="brigadeIds"
					options={[
						...brigades.map(({ id, name }) => ({ value: id, label: name })),
						...unseen.map((id) => ({
							value: id,
							label: text("board-brigade-unseen"),
						})),
					]}
					chosen={brigadeIds}
					onChange={(chosen) => form.setFieldValue("brigadeIds", chosen)}
					error={faultAt(form, "brigadeIds")}
				/>
			)}
		</>
	);
}

/** The brigade's own words: of its people and of its vehicles' rules. */
export function useKnownQualifications(brigadeId = ""): string[] {
	const { data: people = [] } = usePeople(brigadeId, brigadeId !== "");
	const { data: vehicles = [] } = useVehicles(brigadeId);
	return [
		...new Set([
			...people.flatMap((person) => person.qualifications),
			...vehicles.flatMap(({ crewRule }) =>
				crewRule.flatMap(({ qualification }) => qualification ?? []),
			),
		]),
	];
}

function Places({ form }: { form: Form }) {
	const { text } = useWords();
	const { places, brigadeIds } = form.values;
	const { data: brigades = [] } = useBrigades();
	const station = brigades.find(({ id }) => id === brigadeIds[0]);
	const change = (at: number, changed: Partial<PlaceTyped>) =>
		form.setFieldValue(
			"places",
			places.map((place, n) => (n === at ? { ...place, ...changed } : place)),
		);
	return (
		<Group label={text("board-field-places")} help={text("board-places-help")}>
			<ul className="roster-list">
				{places.map((place, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: places have no names of their own
					<li key={at} className="roster-card">
						<NativeSelect
							label={text("board-place-kind")}
							value={place.kind}
							onChange={(event) =>
								change(at, {
									kind: event.currentTarget.value as PlaceTyped["kind"],
								})
							}
							data={PLACE_KINDS.map((kind) => ({
								value: kind,
								label: text(`board-place-${kind}`),
							}))}
						/>
						<PlaceField
							label={text("board-place-where")}
							path={`places.${at}.point`}
							point={place.point}
							station={station}
							onPick={(point) => change(at, { point })}
							error={faultAt(form, `places.${at}.point`)}
						/>
						{place.weekly.length > 0 || place.kind !== "home" ? (
							<Weekly
								label={text("board-place-hours")}
								path={`places.${at}.weekly`}
								rows={place.weekly}
								errors={form.errors}
								onChange={(weekly) => change(at, { weekly })}
								newRow={(hours) => hours}
							/>
						) : null}
						<Button
							variant="subtle"
							className="roster-danger"
							onClick={() =>
								form.setFieldValue(
									"places",
									places.filter((_, n) => n !== at),
								)
							}
						>
							{text("board-place-remove")}
						</Button>
					</li>
				))}
			</ul>
			<Button
				onClick={() =>
					form.setFieldValue("places", [
						...places,
						{
							kind: places.some(({ kind }) => kind === "home")
								? "work"
								: "home",
							point: null,
							weekly: [],
						},
					])
				}
			>
				{text("board-place-add")}
			</Button>
		</Group>
	);
}

function HowToReach({ form }: { form: Form }) {
	const { text } = useWords();
	return (
		<>
			<TextInput
				type="tel"
				label={text("board-field-secondPhone")}
				autoComplete="off"
				{...form.getInputProps("secondPhone")}
			/>
			<NativeSelect
				label={text("board-field-phoneKind")}
				{...form.getInputProps("phoneKind")}
				data={["smart", "button"].map((value) => ({
					value,
					label: text(`board-phone-${value}`),
				}))}
			/>
			<NativeSelect
				label={text("board-field-travel")}
				{...form.getInputProps("travel")}
				data={TRAVEL_MODES.map((value) => ({
					value,
					label: text(`board-travel-${value}`),
				}))}
			/>
			<NativeSelect
				label={text("board-field-locale")}
				{...form.getInputProps("locale")}
				data={LOCALES.map((value) => ({
					value,
					label: text(`board-locale-${value}`),
				}))}
			/>
			<NativeSelect
				label={text("board-field-smsAlphabet")}
				{...form.getInputProps("smsAlphabet")}
				data={["cyrillic", "latin"].map((value) => ({
					value,
					label: text(`board-alphabet-${value}`),
				}))}
			/>
		</>
	);
}

function House({ form }: { form: Form }) {
	const { text } = useWords();
	return (
		<>
			<TextInput
				label={text("board-field-household")}
				description={text("board-field-household.help")}
				autoComplete="off"
				{...form.getInputProps("household")}
			/>
			<TextInput
				label={text("board-field-homeName")}
				description={text("board-field-homeName.help")}
				autoComplete="off"
				{...form.getInputProps("homeName")}
			/>
			<TextInput
				type="tel"
				label={text("board-field-homePhone")}
				autoComplete="off"
				{...form.getInputProps("homePhone")}
			/>
		</>
	);
}

function Papers({ form }: { form: Form }) {
	const { text } = useWords();
	const { papers } = form.values;
	return (
		<Group label={text("board-field-papers")}>
			<ul className="roster-list">
				{papers.map((_, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: papers have no names of their own
					<li key={at} className="roster-row">
						<NativeSelect
							label={text("board-paper-kind")}
							{...form.getInputProps(`papers.${at}.kind`)}
							data={paperKinds.map((kind) => ({
								value: kind,
								label: capital(text(`paper-${kind}`)),
							}))}
						/>
						<TextInput
							type="date"
							label={text("board-paper-until")}
							{...form.getInputProps(`papers.${at}.until`)}
						/>
						<TakeOut onClick={() => form.removeListItem("papers", at)} />
					</li>
				))}
			</ul>
			<Button
				onClick={() =>
					form.insertListItem("papers", { kind: "medical", until: "" })
				}
			>
				{text("board-paper-add")}
			</Button>
		</Group>
	);
}
