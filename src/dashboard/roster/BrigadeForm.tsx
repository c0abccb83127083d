/** What a brigade is and where it stands. */
import { NativeSelect, TextInput } from "@mantine/core";
import { BRIGADE_KINDS, LOCALES } from "../../core/kinds.ts";
import { capital } from "../../screen/screen.ts";
import { faultsIn, schemas } from "../schemas.ts";
import { useWords } from "../words.tsx";
import { type BrigadeTyped, brigadeBody } from "./brigade.ts";
import { Foot } from "./Foot.tsx";
import { sayIssue } from "./faults.ts";
import { type FormProps, useKeptForm } from "./keptForm.ts";
import { PlaceField } from "./PlaceField.tsx";

export { emptyBrigade } from "./brigade.ts";

export function BrigadeForm({
	name,
	initial,
	label,
	isNew = false,
	send,
	onCancel,
}: FormProps<BrigadeTyped>) {
	const { text } = useWords();
	const kept = useKeptForm<BrigadeTyped>({
		name,
		initial,
		isNew,
		check: async (typed) => {
			const found = await schemas.brigade();
			return faultsIn(found.brigadeBody, brigadeBody(typed), sayIssue(text));
		},
		send,
	});
	const { form } = kept;
	const fault = form.errors.location;
	return (
		<form {...kept.own} className="roster-form">
			<TextInput
				label={text("board-field-brigadeName")}
				autoComplete="off"
				required
				{...form.getInputProps("name")}
			/>
			<NativeSelect
				label={text("board-field-kind")}
				{...form.getInputProps("kind")}
				data={BRIGADE_KINDS.map((value) => ({
					value,
					label: capital(text(`brigade-${value}`)),
				}))}
			/>
			<PlaceField
				label={text("board-field-location")}
				path="location"
				point={form.values.location}
				onPick={(point) => form.setFieldValue("location", point)}
				error={fault === undefined ? undefined : String(fault)}
			/>
			<TextInput
				label={text("board-field-areaCode")}
				description={text("board-field-areaCode.help")}
				autoComplete="off"
				{...form.getInputProps("areaCode")}
			/>
			<NativeSelect
				label={text("board-field-brigadeLocale")}
				{...form.getInputProps("locale")}
				data={LOCALES.map((value) => ({
					value,
					label: text(`board-locale-${value}`),
				}))}
			/>
			<Foot
				kept={kept}
				label={label}
				onCancel={onCancel}
				fieldText={(field) =>
					text(
						field === "name"
							? "board-field-brigadeName"
							: field === "locale"
								? "board-field-brigadeLocale"
								: `board-field-${field}`,
					)
				}
			/>
		</form>
	);
}
