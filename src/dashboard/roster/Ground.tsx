/** The ground a brigade works on: where trucks are filled, and where it is mined. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { WATER_KINDS, WATER_STATES } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { useNow } from "../live.ts";
import { faultsIn, schemas } from "../schemas.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import {
	askWater,
	type Brigade,
	changedNow,
	instantIn,
	MOST_WATER,
	useWater,
	type WaterPoint,
} from "./asked.ts";
import { Foot, SaidNow } from "./Foot.tsx";
import { refusedAt, sayIssue } from "./faults.ts";
import {
	NEW_WATER,
	nearestWater,
	squareAround,
	type WaterTyped,
	waterBody,
	waterChange,
	waterTyped,
} from "./ground.ts";
import { Hazards } from "./Hazards.tsx";
import { ImportFile } from "./ImportFile.tsx";
import {
	changesOf,
	type FormProps,
	mustBeNews,
	useKeptForm,
} from "./keptForm.ts";
import { Adding, Asked, Proven } from "./Parts.tsx";
import { PlaceField } from "./PlaceField.tsx";
import { Remove, usePress } from "./press.tsx";
import { dayText, toField, whenText } from "./times.ts";

export function Ground({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const { can } = useSession();
	return (
		<>
			<section aria-labelledby="water">
				<h2 id="water">{text("board-water")}</h2>
				<Water brigade={brigade} />
				{can("areas.import") && (
					<Proven
						help={text("board-import-prove")}
						to={`/brigades/${brigade.id}?part=ground`}
					>
						<ImportFile
							label={text("board-water-import")}
							help={text("board-water-import.help")}
							accept=".csv,.geojson,.json"
							send={(dryRun, init) =>
								ask(api.v1.water.import.$post({ query: { dryRun } }, { init }))
							}
							done={() => changedNow("water")}
						/>
					</Proven>
				)}
			</section>
			{can("hazards.write") && <Hazards brigade={brigade} />}
		</>
	);
}

/** How far around the station, in metres: a neighbour's truck comes from the farthest. */
const CIRCLES = [5_000, 10_000, 30_000] as const;
const SHOWN_AT_ONCE = 30;

function Water({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const { can } = useSession();
	const [metres, setMetres] = useState<number>(CIRCLES[1]);
	const [most, setMost] = useState(SHOWN_AT_ONCE);
	const asked = useWater(squareAround(brigade.location, metres));
	return (
		<>
			<div className="roster-row">
				<NativeSelect
					label={text("board-water-within")}
					value={String(metres)}
					data={CIRCLES.map((circle) => ({
						value: String(circle),
						label: text("board-water-kilometres", {
							kilometres: circle / 1_000,
						}),
					}))}
					onChange={(event) => setMetres(Number(event.currentTarget.value))}
				/>
			</div>
			<Asked of={asked}>
				{(all) => {
					const near = nearestWater(all, brigade.location, metres);
					return (
						<>
							<p role="status" className="q">
								{text("board-water-found", { count: near.length })}
							</p>
							{all.length >= MOST_WATER && (
								<p className="w">▲ {text("board-water-cut")}</p>
							)}
							<ul className="roster-cards">
								{near.slice(0, most).map(({ point, away }) => (
									<Card
										key={point.id}
										point={point}
										away={away}
										brigade={brigade}
										mayWrite={can("brigades.write")}
									/>
								))}
							</ul>
							{near.length > most && (
								<Button onClick={() => setMost(most + SHOWN_AT_ONCE)}>
									{text("board-more", { count: near.length - most })}
								</Button>
							)}
						</>
					);
				}}
			</Asked>
			{can("brigades.write") && (
				<Adding label={text("board-water-add")}>
					{(close) => <AddWater brigade={brigade} close={close} />}
				</Adding>
			)}
		</>
	);
}

const LOOK: Record<WaterPoint["state"], { shape: string; tone: string }> = {
	works: { shape: "●", tone: "g" },
	dry: { shape: "■", tone: "d" },
	unknown: { shape: "▲", tone: "w" },
};

function Card({
	point,
	away,
	brigade,
	mayWrite,
}: {
	point: WaterPoint;
	away: number;
	brigade: Brigade;
	mayWrite: boolean;
}) {
	const words = useWords();
	const { text, timeZone } = words;
	const now = useNow(30_000);
	const [isOpen, setOpen] = useState(false);
	const { kind, name, state, stateAt, refillMinutes, access } = point;
	const { testedAt, saidDryAt } = point;
	const { shape, tone } = LOOK[state];
	const title = name ?? text(`water-kind-${kind}`);
	const when = (instant: string) => whenText(instantIn(instant), now, words);
	return (
		<li className="roster-card">
			<h3>{title}</h3>
			<p className="q n">
				{name !== null && `${text(`water-kind-${kind}`)} · `}
				{words.words.distance(away)}
			</p>
			<p className={`${tone} n`}>
				{shape} {text(`board-water-is-${state}`)}
				{state !== "unknown" && `, ${when(stateAt)}`}
			</p>
			{saidDryAt !== null && (
				<p className="w n">
					▲ {text("board-water-said-dry", { time: when(saidDryAt) })}
				</p>
			)}
			{refillMinutes !== null && (
				<p className="n">
					{text("board-water-refill", { minutes: refillMinutes })}
				</p>
			)}
			{access !== null && <p>{access}</p>}
			<p className="q n">
				{testedAt === null
					? text("board-water-untested")
					: text("board-water-tested", {
							day: dayText(toField(instantIn(testedAt), timeZone).slice(0, 10)),
						})}
			</p>
			{mayWrite && (
				<>
					<States point={point} title={title} />
					<details
						className="roster-more"
						onToggle={(event) => setOpen(event.currentTarget.open)}
					>
						<summary>
							{text("board-change")}
							<span className="out"> {title}</span>
						</summary>
						{isOpen && (
							<ChangeWater point={point} title={title} brigade={brigade} />
						)}
					</details>
				</>
			)}
		</li>
	);
}

/** Whoever looked has the last word over what residents say. */
function States({
	point: { id, state, saidDryAt },
	title,
}: {
	point: WaterPoint;
	title: string;
}) {
	const { text } = useWords();
	const { said, press } = usePress();
	const set = (to: WaterPoint["state"]) =>
		press(async () => {
			await ask(
				api.v1.water[":id"].state.$post({
					param: { id },
					json: { state: to },
				}),
			);
			await changedNow("water");
		});
	return (
		<fieldset className="roster-group">
			<legend className="out">
				{text("board-water-state", { name: title })}
			</legend>
			<div className="roster-states">
				{WATER_STATES.map((one) => (
					<button
						key={one}
						type="button"
						className="roster-state"
						aria-pressed={one === state}
						onClick={() => {
							if (one !== state || saidDryAt !== null) void set(one);
						}}
					>
						{LOOK[one].shape} {text(`board-water-is-${one}`)}
					</button>
				))}
			</div>
			{said.kind !== "saved" && <SaidNow said={said} />}
		</fieldset>
	);
}

// --- What it is --------------------------------------------------------------------

function AddWater({ brigade, close }: { brigade: Brigade; close(): void }) {
	const { text } = useWords();
	return (
		<WaterForm
			name={`new water ${brigade.id}`}
			brigade={brigade}
			initial={NEW_WATER}
			label={text("board-water-add")}
			isNew
			send={async (typed) => {
				const body = waterBody(typed);
				// Where the line took the answer away, it may have been added already.
				const there = await askWater(squareAround(body.location, 1));
				if (!there.some(({ kind }) => kind === body.kind))
					await refusedAt(ask(api.v1.water.$post({ json: body })), 403, {
						path: "location",
						message: text("board-fault-water-far"),
					});
				await changedNow("water");
				close();
			}}
			onCancel={close}
		/>
	);
}

function ChangeWater({
	point,
	title,
	brigade,
}: {
	point: WaterPoint;
	title: string;
	brigade: Brigade;
}) {
	const { text, timeZone } = useWords();
	const { id } = point;
	return (
		<>
			<WaterForm
				name={`water ${id}`}
				brigade={brigade}
				initial={waterTyped(point, timeZone)}
				label={text("board-save")}
				send={async (typed, was) => {
					const near = await askWater(squareAround(point.location, 1));
					const now = near.find((one) => one.id === id);
					if (now) mustBeNews(typed, was, waterTyped(now, timeZone));
					await refusedAt(
						ask(
							api.v1.water[":id"].$patch({
								param: { id },
								json: changesOf(waterChange(typed), waterChange(was)),
							}),
						),
						403,
						{ path: "location", message: text("board-fault-water-far") },
					);
					await changedNow("water");
				}}
			/>
			<Remove
				name={title}
				label={text("board-water-remove")}
				send={async () => {
					await ask(api.v1.water[":id"].$delete({ param: { id } }));
					await changedNow("water");
				}}
			/>
		</>
	);
}

function WaterForm({
	name,
	brigade,
	initial,
	label,
	isNew = false,
	send,
	onCancel,
}: FormProps<WaterTyped> & { brigade: Brigade }) {
	const { text } = useWords();
	const kept = useKeptForm<WaterTyped>({
		name,
		initial,
		isNew,
		check: async (typed) => {
			const found = await schemas.water();
			return faultsIn(
				isNew ? found.waterBody : found.waterChange,
				isNew ? waterBody(typed) : waterChange(typed),
				sayIssue(text),
			);
		},
		send,
	});
	const { form } = kept;
	const fault = form.errors.location;
	return (
		<form {...kept.own} className="roster-form">
			<NativeSelect
				label={text("board-field-kind")}
				{...form.getInputProps("kind")}
				data={WATER_KINDS.map((value) => ({
					value,
					label: text(`water-kind-${value}`),
				}))}
			/>
			<TextInput
				label={text("board-field-waterName")}
				description={text("board-field-waterName.help")}
				autoComplete="off"
				{...form.getInputProps("name")}
			/>
			<PlaceField
				label={text("board-field-waterLocation")}
				path="location"
				point={form.values.location}
				station={brigade}
				onPick={(point) => form.setFieldValue("location", point)}
				error={fault === undefined ? undefined : String(fault)}
			/>
			{isNew && (
				<NativeSelect
					label={text("board-field-waterState")}
					{...form.getInputProps("state")}
					data={WATER_STATES.map((value) => ({
						value,
						label: text(`board-water-is-${value}`),
					}))}
				/>
			)}
			<TextInput
				inputMode="decimal"
				autoComplete="off"
				label={text("board-field-refillMinutes")}
				{...form.getInputProps("refillMinutes")}
			/>
			<TextInput
				autoComplete="off"
				label={text("board-field-access")}
				description={text("board-field-access.help")}
				{...form.getInputProps("access")}
			/>
			<TextInput
				type="date"
				label={text("board-field-tested")}
				{...form.getInputProps("tested")}
			/>
			<Foot
				kept={kept}
				label={label}
				onCancel={onCancel}
				fieldText={(field) =>
					text(
						field === "name" || field === "location" || field === "state"
							? `board-field-water${field[0]?.toUpperCase()}${field.slice(1)}`
							: `board-field-${field}`,
					)
				}
			/>
		</form>
	);
}
