/**
 * A new incident in under ten seconds: what burns with one key, where with a few
 * letters, and it rings. Beside it stands who would be woken. What is typed outlives
 * a lost line: the same press is sent again under the same key.
 */
import "./raise.css";
import "@mantine/core/styles/Checkbox.css";
import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { BoardView } from "../../core/board.ts";
import {
	INCIDENT_TYPES,
	type IncidentType,
	MODES,
	type Mode,
	type Source,
} from "../../core/kinds.ts";
import { raisedByOneself } from "../../screen/desk.ts";
import { ApiProblem, api, idempotent, newKey, send as post } from "../api.ts";
import { acknowledgedNow, setAcknowledged } from "../desk/acknowledged.ts";
import { useKeys } from "../keys/keys.ts";
import { learn } from "../live.ts";
import { refusalWords } from "../refused.ts";
import { faultsIn, faultsOf, schemas } from "../schemas.ts";
import { useSession } from "../session.tsx";
import { fromWire } from "../wire.ts";
import { useWords } from "../words.tsx";
import {
	type Draft,
	emptyDraft,
	keepDraft,
	keepSource,
	keptDraft,
	locationOf,
	reportOf,
} from "./draft.ts";
import { PlaceFields } from "./PlaceFields.tsx";
import { SameFire, useWouldBe, WouldBe } from "./WouldBe.tsx";

/** Of a desk's calls; a chief speaks for himself. */
const DESK_SOURCES: readonly Source[] = ["okc_101", "s112", "duty_officer"];
/** Under the fingers in the order of the list: 1 … 9, 0. */
const keyOf = (index: number): string => String((index + 1) % 10);

export default function RaisePage() {
	const { text } = useWords();
	const { me } = useSession();
	const isDesk = me.kind !== "person" || me.roles.includes("dutyOfficer");
	const [draft, setDraft] = useState<Draft>(
		() => keptDraft() ?? emptyDraft(isDesk, me.brigadeIds),
	);
	useEffect(() => keepDraft(draft), [draft]);
	useEffect(() => () => keepDraft(undefined), []);
	const { data: wouldBe, error: unread } = useWouldBe(draft);
	const raising = useRaising(draft);
	const change = (changed: Partial<Draft>) => {
		setDraft((now) => ({ ...now, ...changed }));
		raising.forgive();
	};
	useKeys(({ key }) => {
		const type = INCIDENT_TYPES.find((_, index) => keyOf(index) === key);
		if (!type) return false;
		change({ type });
		document.getElementById("settlement")?.focus();
		return true;
	});
	const { faults } = raising;
	const isNowhere = draft.brigadeId === "" && locationOf(draft) === undefined;
	const same = wouldBe?.possibleDuplicateOf;
	return (
		<form
			className={`raise ${draft.mode}`}
			onSubmit={(event) => {
				event.preventDefault();
				raising.send();
			}}
			onKeyDown={(event) => {
				if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
					event.preventDefault();
					raising.send();
				}
			}}
		>
			<h1>{text("board-new")}</h1>
			{draft.mode !== "actual" && (
				<p className={`bar mode ${draft.mode}`}>{text(`page-${draft.mode}`)}</p>
			)}
			<div className="raise-columns">
				<div>
					<TypeChoice
						chosen={draft.type}
						choose={(type) => change({ type })}
						fault={faults.type}
					/>
					<Checkbox
						className="raise-danger"
						label={text("page-people-in-danger")}
						checked={draft.peopleInDanger}
						onChange={({ currentTarget: { checked } }) =>
							change({ peopleInDanger: checked })
						}
					/>
					<PlaceFields draft={draft} change={change} faults={faults} />
					<More draft={draft} change={change} faults={faults} isDesk={isDesk} />
				</div>
				<div className="raise-beside">
					{same && <SameFire id={same} draft={draft} change={change} />}
					<WouldBe
						board={wouldBe}
						isNowhere={isNowhere}
						isUnread={unread !== null}
					/>
					<div className="raise-foot">
						<Fault raising={raising} />
						<button
							type="submit"
							className={`raise-send ${draft.mode}`}
							aria-disabled={raising.isUnderWay}
							aria-keyshortcuts="Control+Enter"
						>
							{text(`board-raise-send-${draft.mode}`)}
							{raising.isUnderWay ? " …" : ""} <kbd aria-hidden>Ctrl Enter</kbd>
						</button>
					</div>
				</div>
			</div>
		</form>
	);
}

const NO_FAULTS = {};

// --- Sending ---------------------------------------------------------------------------

function useRaising(draft: Draft) {
	const { text } = useWords();
	const [, go] = useLocation();
	const [faults, setFaults] = useState<Record<string, string>>(NO_FAULTS);
	// One key for one alarm, however often the line makes us send it.
	const key = useRef(newKey());
	const sent = useRef("");
	const mutation = useMutation({
		mutationFn: async (report: ReturnType<typeof reportOf>) =>
			fromWire<BoardView>(
				await post((options) =>
					api.v1.incidents.$post(
						{ json: report, header: idempotent(key.current) },
						options,
					),
				),
			),
		onSuccess(board) {
			setAcknowledged(raisedByOneself(acknowledgedNow(), board));
			learn(board);
			go(`/incidents/${board.id}`);
		},
		onError(error) {
			if (error instanceof ApiProblem)
				setFaults(
					Object.fromEntries(
						Object.keys(faultsOf(error)).map((path) => [
							path,
							text(faultIn(path)),
						]),
					),
				);
		},
	});
	async function send(): Promise<void> {
		if (mutation.isPending) return;
		if (draft.type === undefined) {
			setFaults({ type: text("board-raise-choose-type") });
			document.querySelector<HTMLElement>(".raise-types button")?.focus();
			return;
		}
		const report = reportOf({ ...draft, type: draft.type });
		const written = JSON.stringify(report);
		// Something was changed since: that is another request, and needs another key.
		if (sent.current !== "" && sent.current !== written) key.current = newKey();
		sent.current = written;
		const schema = await schemas.incident().catch(() => undefined);
		const found = schema
			? faultsIn(schema.report, report, ({ path }) =>
					text(faultIn(path.join("."))),
				)
			: {};
		setFaults(found);
		if (Object.keys(found).length === 0) mutation.mutate(report);
	}
	return {
		faults,
		error: mutation.error,
		isUnderWay: mutation.isPending,
		/** What was wrong is being put right. */
		forgive: () => setFaults(NO_FAULTS),
		send: () => void send(),
	};
}

const faultIn = (path: string): string =>
	path === "reporterPhone" ? "board-fault-phone" : "board-raise-fault";

function Fault({ raising }: { raising: ReturnType<typeof useRaising> }) {
	const { text } = useWords();
	const { error, faults } = raising;
	if (error)
		return (
			<p role="alert" className="d">
				▲{" "}
				{error instanceof ApiProblem
					? text("board-raise-refused", {
							why: refusalWords(error, text),
						})
					: text("board-raise-unsent")}
			</p>
		);
	const [first] = Object.values(faults);
	return first === undefined ? null : (
		<p role="alert" className="d">
			▲ {first}
		</p>
	);
}

// --- Fields ----------------------------------------------------------------------------

function TypeChoice({
	chosen,
	choose,
	fault,
}: {
	chosen: IncidentType | undefined;
	choose(type: IncidentType): void;
	fault: string | undefined;
}) {
	const { text } = useWords();
	return (
		<fieldset className="raise-part" aria-describedby="type-fault">
			<legend>{text("board-raise-what")}</legend>
			<div className="raise-types">
				{INCIDENT_TYPES.map((type, index) => (
					<button
						key={type}
						type="button"
						className="press"
						aria-pressed={type === chosen}
						aria-keyshortcuts={keyOf(index)}
						onClick={() => choose(type)}
					>
						{type === chosen ? "● " : ""}
						{text(`type-${type}`)} <kbd aria-hidden>{keyOf(index)}</kbd>
					</button>
				))}
			</div>
			<p id="type-fault" className="d">
				{fault}
			</p>
		</fieldset>
	);
}

function More({
	draft,
	change,
	faults,
	isDesk,
}: {
	draft: Draft;
	change(changed: Partial<Draft>): void;
	faults: Record<string, string>;
	isDesk: boolean;
}) {
	const { text } = useWords();
	const field = (name: "reporterPhone" | "externalId", most: number) => (
		<TextInput
			label={text(`board-raise-${name}`)}
			autoComplete="off"
			maxLength={most}
			value={draft[name]}
			error={faults[name]}
			{...(name === "reporterPhone"
				? { type: "tel", inputMode: "tel" as const }
				: {})}
			onChange={({ currentTarget: { value } }) => change({ [name]: value })}
		/>
	);
	return (
		<fieldset className="raise-part">
			<legend>{text("board-raise-more")}</legend>
			<Textarea
				label={text("board-raise-description")}
				autosize={false}
				rows={2}
				maxLength={2000}
				value={draft.description}
				error={faults.description}
				onChange={({ currentTarget: { value } }) =>
					change({ description: value })
				}
			/>
			{field("reporterPhone", 60)}
			{isDesk && (
				<>
					<NativeSelect
						label={text("board-raise-source")}
						value={draft.source}
						data={DESK_SOURCES.map((source) => ({
							value: source,
							label: text(`source-${source}`),
						}))}
						onChange={({ currentTarget: { value } }) => {
							const source = value as Source;
							keepSource(source);
							change({ source });
						}}
					/>
					{field("externalId", 200)}
				</>
			)}
			<NativeSelect
				label={text("board-raise-mode")}
				value={draft.mode}
				data={MODES.map((mode) => ({
					value: mode,
					label: text(`board-raise-mode-${mode}`),
				}))}
				onChange={({ currentTarget: { value } }) =>
					change({ mode: value as Mode })
				}
			/>
		</fieldset>
	);
}
