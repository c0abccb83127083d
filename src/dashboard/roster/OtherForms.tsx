/** Forms of who is informed and of who has a machine: who, where, of what. */
import { NativeSelect, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useMemo, useState } from "react";
import {
	EQUIPMENT,
	type Equipment,
	INCIDENT_TYPES,
	type IncidentType,
} from "../../core/kinds.ts";
import { capital } from "../../screen/screen.ts";
import { api, ask } from "../api.ts";
import { schemas } from "../schemas.ts";
import { useWords } from "../words.tsx";
import { AreaField } from "./AreaField.tsx";
import { type AreaTyped, areaWords } from "./area.ts";
import {
	askHelpers,
	type Brigade,
	changedNow,
	type Helper,
	type Observer,
	usePeople,
} from "./asked.ts";
import { Choices } from "./Fields.tsx";
import { Foot } from "./Foot.tsx";
import { changesOf, mustBeNews, useKeptForm } from "./keptForm.ts";
import {
	faultsOfOthers,
	type HelperTyped,
	helperBody,
	helperTyped,
	type NewHelperTyped,
	NOBODY,
	newHelperBody,
	type ObserverTyped,
	observerBody,
	type WhomTyped,
} from "./others.ts";

const OBSERVER_KINDS = [
	"policeOfficer",
	"rescueOfficer",
	"securityCentre",
	"villageHead",
	"other",
] as const satisfies readonly Observer["kind"][];

type NewProps = { brigade: Brigade; close(): void };

export function NewObserver({ brigade, close }: NewProps) {
	const { text } = useWords();
	const own = useOwnArea(brigade);
	const initial: ObserverTyped = {
		...NOBODY,
		kind: "policeOfficer",
		area: own,
		types: [],
	};
	const kept = useKeptForm<ObserverTyped>({
		name: `new observer ${brigade.id}`,
		initial,
		isNew: true,
		check: async (typed) => {
			const { observerBody: schema } = await schemas.others();
			return faultsOfOthers(schema, observerBody(typed), text);
		},
		send: async (typed) => {
			// The same person and area again are the same line: safe after a lost answer.
			await ask(api.v1.observers.$post({ json: observerBody(typed) }));
			await changedNow("observers");
			close();
		},
	});
	const { form } = kept;
	return (
		<form {...kept.own} className="roster-form">
			<NativeSelect
				label={text("board-observing-kind")}
				{...form.getInputProps("kind")}
				data={OBSERVER_KINDS.map((value) => ({
					value,
					label: capital(text(`board-observing-${value}`)),
				}))}
			/>
			<Whom form={form as unknown as WhomForm} brigadeId={brigade.id} />
			<AreaField
				area={form.values.area}
				own={own}
				onChange={(area) => form.setFieldValue("area", area)}
				error={form.errors.areaCode}
			/>
			<TypesField
				types={form.values.types}
				onChange={(types) => form.setFieldValue("types", types)}
			/>
			<Foot kept={kept} label={text("board-observer-add")} onCancel={close} />
		</form>
	);
}

export function NewHelper({ brigade, close }: NewProps) {
	const { text } = useWords();
	const own = useOwnArea(brigade);
	const initial: NewHelperTyped = {
		...NOBODY,
		area: own,
		types: [],
		equipment: ["tractor"],
	};
	const kept = useKeptForm<NewHelperTyped>({
		name: `new helper ${brigade.id}`,
		initial,
		isNew: true,
		check: async (typed) => {
			const { helperBody: schema } = await schemas.others();
			return faultsOfOthers(schema, newHelperBody(typed), text);
		},
		send: async (typed) => {
			// One line a person: safe after a lost answer.
			await ask(api.v1.helpers.$post({ json: newHelperBody(typed) }));
			await changedNow("helpers");
			close();
		},
	});
	const { form } = kept;
	return (
		<form {...kept.own} className="roster-form">
			<Whom form={form as unknown as WhomForm} brigadeId={brigade.id} />
			<EquipmentField
				equipment={form.values.equipment}
				error={form.errors.equipment}
				onChange={(equipment) => form.setFieldValue("equipment", equipment)}
			/>
			<AreaField
				area={form.values.area}
				own={own}
				onChange={(area) => form.setFieldValue("area", area)}
				error={form.errors.areaCode}
			/>
			<TypesField
				types={form.values.types}
				onChange={(types) => form.setFieldValue("types", types)}
			/>
			<p className="q">{text("board-helper-add.help")}</p>
			<Foot kept={kept} label={text("board-helper-add")} onCancel={close} />
		</form>
	);
}

export function ChangeHelper({ helper }: { helper: Helper }) {
	const { text } = useWords();
	const { id } = helper;
	const typedOf = (row: Helper) => helperTyped(row, areaWords(row, text));
	const kept = useKeptForm<HelperTyped>({
		name: `helper ${id}`,
		initial: typedOf(helper),
		check: async (typed) => {
			const { helperChange: schema } = await schemas.others();
			return faultsOfOthers(schema, helperBody(typed), text);
		},
		send: async (typed, was) => {
			const now = (await askHelpers()).find((one) => one.id === id);
			if (now) mustBeNews(typed, was, typedOf(now));
			await ask(
				api.v1.helpers[":id"].$patch({
					param: { id },
					json: changesOf(helperBody(typed), helperBody(was)),
				}),
			);
			await changedNow("helpers");
		},
	});
	const { form } = kept;
	return (
		<form {...kept.own} className="roster-form">
			<EquipmentField
				equipment={form.values.equipment}
				error={form.errors.equipment}
				onChange={(equipment) => form.setFieldValue("equipment", equipment)}
			/>
			<AreaField
				area={form.values.area}
				own={null}
				onChange={(area) => form.setFieldValue("area", area)}
				error={form.errors.areaCode}
			/>
			<TypesField
				types={form.values.types}
				onChange={(types) => form.setFieldValue("types", types)}
			/>
			<Foot
				kept={kept}
				label={text("board-save")}
				fieldText={(field) => text(`board-field-${field}`)}
			/>
		</form>
	);
}

/** What the brigade serves, whatever it is called. */
const useOwnArea = ({ areaCode }: Brigade): AreaTyped | null => {
	const { text } = useWords();
	return useMemo(
		() => (areaCode ? { code: areaCode, label: text("board-area-own") } : null),
		[areaCode, text],
	);
};

// --- Fields ------------------------------------------------------------------------

type WhomForm = UseFormReturnType<WhomTyped>;

/** Somebody of the brigade, found by name or number, or somebody the roster does not know. */
function Whom({ form, brigadeId }: { form: WhomForm; brigadeId: string }) {
	const { text } = useWords();
	const [fromEverywhere, setFromEverywhere] = useState(false);
	const { data: people = [] } = usePeople(
		fromEverywhere ? undefined : brigadeId,
	);
	const { whom } = form.values;
	return (
		<>
			<NativeSelect
				label={text("board-whom")}
				{...form.getInputProps("whom")}
				data={[
					{ value: "new", label: text("board-whom-new") },
					{ value: "known", label: text("board-whom-known") },
				]}
			/>
			{whom === "known" ? (
				<>
					<Select
						label={text("board-whom-search")}
						description={text("board-whom-search.help")}
						searchable
						clearable
						clearButtonProps={{ "aria-label": text("board-raise-clear") }}
						nothingFoundMessage={text("board-whom-none")}
						filter={({ options, search, limit }) =>
							options
								.filter((option) => "label" in option)
								.filter(({ label }) => isMeant(label, search))
								.slice(0, limit)
						}
						limit={50}
						data={people.map(({ id, name, phone }) => ({
							value: id,
							label: `${name} · ${phone}`,
						}))}
						{...form.getInputProps("responderId")}
						value={form.values.responderId || null}
						onChange={(id) => form.setFieldValue("responderId", id ?? "")}
					/>
					{!fromEverywhere && (
						<button
							type="button"
							className="roster-plain"
							onClick={() => setFromEverywhere(true)}
						>
							{text("board-roles-everybody")}
						</button>
					)}
				</>
			) : (
				<>
					<TextInput
						label={text("board-field-name")}
						autoComplete="off"
						{...form.getInputProps("name")}
					/>
					<TextInput
						type="tel"
						inputMode="tel"
						autoComplete="off"
						label={text("board-field-phone")}
						{...form.getInputProps("phone")}
					/>
					<NativeSelect
						label={text("board-field-phoneKind")}
						{...form.getInputProps("phoneKind")}
						data={(["smart", "button"] as const).map((value) => ({
							value,
							label: text(`board-phone-${value}`),
						}))}
					/>
				</>
			)}
		</>
	);
}

/** By a part of the name, or by digits of the number however they are spaced. */
function isMeant(label: string, search: string): boolean {
	const looked = search.trim().toLocaleLowerCase();
	if (label.toLocaleLowerCase().includes(looked)) return true;
	const digits = looked.replace(/\D/g, "").replace(/^0+/, "");
	return digits.length > 2 && label.replace(/\D/g, "").includes(digits);
}

function EquipmentField({
	equipment,
	error,
	onChange,
}: {
	equipment: readonly Equipment[];
	error: React.ReactNode;
	onChange(equipment: Equipment[]): void;
}) {
	const { text } = useWords();
	return (
		<Choices
			label={text("board-field-equipment")}
			path="equipment"
			options={EQUIPMENT.map((value) => ({
				value,
				label: capital(text(`equipment-${value}`)),
			}))}
			chosen={equipment}
			error={typeof error === "string" ? error : undefined}
			onChange={(chosen) => onChange(chosen as Equipment[])}
		/>
	);
}

/** Closed while it means every type. */
function TypesField({
	types,
	onChange,
}: {
	types: readonly IncidentType[];
	onChange(types: IncidentType[]): void;
}) {
	const { text } = useWords();
	return (
		<details className="roster-more">
			<summary>
				{text("board-field-types")}:{" "}
				{types.length > 0
					? types.map((type) => text(`type-${type}`)).join(", ")
					: text("board-others-every-type")}
			</summary>
			<Choices
				label={text("board-field-types.help")}
				path="types"
				options={INCIDENT_TYPES.map((value) => ({
					value,
					label: capital(text(`type-${value}`)),
				}))}
				chosen={types}
				onChange={(chosen) => onChange(chosen as IncidentType[])}
			/>
		</details>
	);
}
