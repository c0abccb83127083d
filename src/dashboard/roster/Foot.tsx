/** The end of a form: save, what became of it, what was typed before and what others saved. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words.tsx";
import type { KeptForm, Said } from "./keptForm.ts";

type FootProps<Values extends Record<string, unknown>> = {
	kept: KeptForm<Values>;
	label: string;
	/** A field's name as people read it, for what others changed. */
	fieldText?(field: string): string;
	onCancel?: (() => void) | undefined;
	children?: ReactNode;
};

export function Foot<Values extends Record<string, unknown>>({
	kept,
	label,
	fieldText = (field) => field,
	onCancel,
	children,
}: FootProps<Values>) {
	const { text } = useWords();
	const { said, isChanged, isRestored, discard } = kept;
	const isSending = said.kind === "sending";
	return (
		<div className="roster-foot">
			{isRestored && isChanged && (
				<p className="w" role="status">
					▲ {text("board-form-restored")}
				</p>
			)}
			{said.kind === "meanwhile" ? (
				<Theirs kept={kept} fieldText={fieldText} />
			) : (
				<div className="roster-row">
					<Button
						type="submit"
						aria-disabled={isSending}
						className={isChanged ? "roster-first" : ""}
					>
						{said.kind === "lost" ? text("board-press-retry") : label}
						{isSending && " …"}
					</Button>
					{(isChanged || onCancel) && (
						<Button
							variant="subtle"
							onClick={() => {
								discard();
								onCancel?.();
							}}
						>
							{text(onCancel ? "board-form-cancel" : "board-form-discard")}
						</Button>
					)}
					{children}
				</div>
			)}
			<SaidNow said={said} />
		</div>
	);
}

function Theirs<Values extends Record<string, unknown>>({
	kept: { said, takeMine, takeTheirs },
	fieldText,
}: {
	kept: KeptForm<Values>;
	fieldText(field: string): string;
}) {
	const { text } = useWords();
	if (said.kind !== "meanwhile") return null;
	return (
		<div role="alert" className="roster-card">
			<p>
				▲{" "}
				{text("board-form-meanwhile", {
					fields: said.fields.map(fieldText).join(", "),
				})}
			</p>
			<ul>
				{said.fields
					.filter((field) => typeof said.now[field] === "string")
					.map((field) => (
						<li key={field}>
							{text("board-form-now", {
								field: fieldText(field),
								value: String(said.now[field] || "—"),
							})}
						</li>
					))}
			</ul>
			<div className="roster-row">
				<Button onClick={takeTheirs}>{text("board-form-theirs")}</Button>
				<Button onClick={takeMine}>{text("board-form-mine")}</Button>
			</div>
		</div>
	);
}

/** Heard as well as seen; nothing is said where nothing happened. */
export function SaidNow({ said, saved }: { said: Said; saved?: string }) {
	const { text } = useWords();
	return (
		<>
			<p role="status" className="g">
				{said.kind === "saved" && `● ${saved ?? text("board-form-saved")}`}
			</p>
			<div role="alert" className="d">
				{said.kind === "lost" && <p>▲ {text("board-form-lost")}</p>}
				{said.kind === "refused" && <p>■ {said.words}</p>}
				{said.kind === "faults" && (
					<>
						<p>■ {text("board-form-faults", { count: said.count })}</p>
						{said.unseen.map((words) => (
							<p key={words}>{words}</p>
						))}
					</>
				)}
			</div>
		</>
	);
}
