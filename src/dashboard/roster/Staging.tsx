/** Where a brigade gathers when its station may be hit too. */
import { Button, TextInput } from "@mantine/core";
import { useMemo } from "react";
import type { Point } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { faultsIn, schemas } from "../schemas.ts";
import { useWords } from "../words.tsx";
import { askBrigade, type Brigade, changedNow } from "./asked.ts";
import { Foot } from "./Foot.tsx";
import { sayIssue } from "./faults.ts";
import { mustBeNews, useKeptForm } from "./keptForm.ts";
import { PlaceField } from "./PlaceField.tsx";

type StagingTyped = { words: string; location: Point | null };

const stagingTyped = ({ staging }: Brigade): StagingTyped => ({
	words: staging?.words ?? "",
	location: staging?.location ?? null,
});

/** Nothing at all is nowhere yet; a point without words is the schema's to find. */
const bodyOf = ({ words, location }: StagingTyped) => ({
	staging: words.trim() === "" && !location ? null : { words, location },
});

export function Staging({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const { id } = brigade;
	const initial = useMemo(() => stagingTyped(brigade), [brigade]);
	const kept = useKeptForm<StagingTyped>({
		name: `staging ${id}`,
		initial,
		check: async (typed) => {
			const { stagingBody } = await schemas.brigade();
			const faults = faultsIn(stagingBody, bodyOf(typed), sayIssue(text));
			return Object.fromEntries(
				Object.entries(faults).map(([path, words]) => [
					path.replace("staging.", ""),
					words,
				]),
			);
		},
		send: async (typed, was) => {
			mustBeNews(typed, was, stagingTyped(await askBrigade(id)));
			await ask(
				api.v1.brigades[":id"].staging.$put({
					param: { id },
					json: bodyOf(typed),
				}),
			);
			await changedNow("brigade", "brigades");
		},
	});
	const { form } = kept;
	const { location } = form.values;
	const fault = form.errors.location;
	return (
		<form {...kept.own} className="roster-form">
			<p className="q">{text("board-staging.help")}</p>
			<TextInput
				label={text("board-field-words")}
				description={text("board-field-words.help")}
				autoComplete="off"
				{...form.getInputProps("words")}
			/>
			<PlaceField
				label={text("board-staging-place")}
				path="location"
				point={location}
				station={brigade}
				onPick={(point) => form.setFieldValue("location", point)}
				error={fault === undefined ? undefined : String(fault)}
			/>
			{location && (
				<Button
					variant="subtle"
					onClick={() => form.setFieldValue("location", null)}
				>
					{text("board-staging-no-place")}
				</Button>
			)}
			<Foot
				kept={kept}
				label={text("board-save")}
				fieldText={(field) =>
					text(
						field === "location" ? "board-staging-place" : "board-field-words",
					)
				}
			/>
		</form>
	);
}
