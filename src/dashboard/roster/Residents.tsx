/** What residents have: a number to ring, a form behind a code on the village's board, and what they are told. */
import { Checkbox, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { api, ask } from "../api.ts";
import { faultsIn, schemas } from "../schemas.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import {
	askBrigade,
	type Brigade,
	changedNow,
	useReportForm,
} from "./asked.ts";
import { Foot } from "./Foot.tsx";
import { refusedAt, sayIssue } from "./faults.ts";
import { changesOf, mustBeNews, useKeptForm } from "./keptForm.ts";
import { LinkCard } from "./LinkCard.tsx";
import { Asked } from "./Parts.tsx";

export function Residents({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const { can } = useSession();
	return (
		<div className="roster-narrow">
			{can("brigades.write") && (
				<section aria-labelledby="number">
					<h2 id="number">{text("board-residents-number")}</h2>
					<NumberForm brigade={brigade} />
				</section>
			)}
			<section aria-labelledby="report-form">
				<h2 id="report-form">{text("board-residents-form")}</h2>
				<ReportForm id={brigade.id} />
			</section>
		</div>
	);
}

function ReportForm({ id }: { id: string }) {
	const { text } = useWords();
	const asked = useReportForm(id);
	return (
		<Asked of={asked}>
			{({ url, qrSvg }) => (
				<LinkCard
					link={{ url }}
					qrSvg={qrSvg}
					alt={text("board-residents-qr")}
					warning={text("board-residents-form.help")}
				>
					<a
						className="roster-link"
						href={`${url}/sheet`}
						target="_blank"
						rel="noreferrer"
					>
						{text("board-residents-sheet")}
					</a>
				</LinkCard>
			)}
		</Asked>
	);
}

// --- The number --------------------------------------------------------------------

type ResidentsTyped = { number: string; minutes: boolean };

const residentsTyped = ({
	residents: { number, minutes },
}: Brigade): ResidentsTyped => ({ number: number ?? "", minutes });

const bodyOf = ({ number, minutes }: ResidentsTyped) => ({
	number: number.trim() || null,
	minutes,
});

function NumberForm({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const { id } = brigade;
	const initial = useMemo(() => residentsTyped(brigade), [brigade]);
	const kept = useKeptForm<ResidentsTyped>({
		name: `residents ${id}`,
		initial,
		check: async (typed) => {
			const { residentsBody } = await schemas.residents();
			return faultsIn(residentsBody, bodyOf(typed), sayIssue(text));
		},
		send: async (typed, was) => {
			mustBeNews(typed, was, residentsTyped(await askBrigade(id)));
			await refusedAt(
				ask(
					api.v1.brigades[":id"].residents.$put({
						param: { id },
						json: changesOf(bodyOf(typed), bodyOf(was)),
					}),
				),
				409,
				{ path: "number", message: text("board-fault-number-taken") },
			);
			await changedNow("brigade", "brigades");
		},
	});
	const { form } = kept;
	return (
		<form {...kept.own} className="roster-form">
			<p className="q">{text("board-residents-number.help")}</p>
			<TextInput
				type="tel"
				inputMode="tel"
				autoComplete="off"
				label={text("board-field-number")}
				description={text("board-field-number.help")}
				{...form.getInputProps("number")}
			/>
			<Checkbox
				label={text("board-field-minutes")}
				description={text("board-field-minutes.help")}
				{...form.getInputProps("minutes", { type: "checkbox" })}
			/>
			<Foot
				kept={kept}
				label={text("board-save")}
				fieldText={(field) => text(`board-field-${field}`)}
			/>
		</form>
	);
}
