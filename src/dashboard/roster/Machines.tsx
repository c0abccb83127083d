/** The machines of a brigade: in one tap ready, out of service or away, and why. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import {
	type SeatRule,
	VEHICLE_KINDS,
	VEHICLE_STATES,
	type VehicleState,
} from "../../core/kinds.ts";
import { capital } from "../../screen/screen.ts";
import { api, ask } from "../api.ts";
import { queries } from "../queries.ts";
import { faultsIn, schemas } from "../schemas.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import {
	askVehicles,
	type Brigade,
	changedNow,
	useVehicles,
	type Vehicle,
} from "./asked.ts";
import { Foot, SaidNow } from "./Foot.tsx";
import { sayIssue } from "./faults.ts";
import {
	changesOf,
	type FormProps,
	mustBeNews,
	useKeptForm,
} from "./keptForm.ts";
import { numberIn } from "./number.ts";
import { Asked } from "./Parts.tsx";
import { useKnownQualifications } from "./PersonForm.tsx";
import { Remove, usePress } from "./press.tsx";
import {
	SeatRules,
	type SeatTyped,
	seatsTyped,
	seatWords,
} from "./SeatRules.tsx";

export function Machines({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const { can } = useSession();
	const vehicles = useVehicles(brigade.id);
	const [isAdding, setAdding] = useState(false);
	return (
		<>
			<Asked of={vehicles}>
				{(all) => (
					<>
						{all.length === 0 && <p>{text("board-machines-none")}</p>}
						<ul className="roster-cards">
							{all.map((vehicle) => (
								<Card
									key={vehicle.id}
									vehicle={vehicle}
									mayWrite={can("brigades.write")}
								/>
							))}
						</ul>
					</>
				)}
			</Asked>
			{can("brigades.write") && !isAdding && (
				<Button onClick={() => setAdding(true)}>
					{text("board-machine-add")}
				</Button>
			)}
			{isAdding && (
				<section className="roster-card" aria-labelledby="new-machine">
					<h2 id="new-machine">{text("board-machine-add")}</h2>
					<Adding brigadeId={brigade.id} close={() => setAdding(false)} />
				</section>
			)}
		</>
	);
}

const LOOK: Record<VehicleState, { shape: string; tone: string }> = {
	ready: { shape: "●", tone: "g" },
	outOfService: { shape: "■", tone: "d" },
	away: { shape: "▲", tone: "w" },
};

function Card({ vehicle, mayWrite }: { vehicle: Vehicle; mayWrite: boolean }) {
	const { text, words } = useWords();
	const [isOpen, setOpen] = useState(false);
	const { shape, tone } = LOOK[vehicle.state];
	return (
		<li className="roster-card">
			<h2>{vehicle.name}</h2>
			<p className="q">
				{text("board-machine-is", {
					kind: text(`vehicle-${vehicle.kind}`),
					seats: vehicle.seats,
				})}
			</p>
			<p>{seatWords(vehicle.crewRule, words, text)}</p>
			<p className={tone}>
				{shape} {text(`vehicle-state-${vehicle.state}`)}
				{vehicle.reason && `: ${vehicle.reason}`}
			</p>
			{vehicle.uncheckedSince && (
				<p className="w">▲ {text("wall-unchecked")}</p>
			)}
			{mayWrite && (
				<>
					<States vehicle={vehicle} />
					<details
						className="roster-more"
						onToggle={(event) => setOpen(event.currentTarget.open)}
					>
						<summary>
							{text("board-change")}
							<span className="out"> {vehicle.name}</span>
						</summary>
						{isOpen && <Editing vehicle={vehicle} />}
					</details>
				</>
			)}
		</li>
	);
}

/** What a driver says at the gate: two of them the service knows, more are the brigade's. */
const REASONS = ["noWater", "noFuel", "broken"] as const;

function States({ vehicle }: { vehicle: Vehicle }) {
	const { id, name, state, reason, uncheckedSince } = vehicle;
	const { text } = useWords();
	const { said, press } = usePress();
	const set = (change: { state: VehicleState; reason: string | null }) =>
		press(async () => {
			show(
				await ask(
					api.v1.vehicles[":id"].$patch({ param: { id }, json: change }),
				),
			);
			await changedNow("duty");
		});
	return (
		<fieldset className="roster-group">
			<legend className="out">{text("board-machine-state", { name })}</legend>
			<div className="roster-states">
				{VEHICLE_STATES.map((one) => (
					<button
						key={one}
						type="button"
						className="roster-state"
						aria-pressed={one === state}
						onClick={() => {
							if (one !== state || (one === "ready" && uncheckedSince))
								void set({ state: one, reason: null });
						}}
					>
						{LOOK[one].shape} {text(`vehicle-state-${one}`)}
					</button>
				))}
			</div>
			{uncheckedSince && (
				<Button onClick={() => void set({ state: "ready", reason: null })}>
					{capital(text("mark-ready"))}
				</Button>
			)}
			{state !== "ready" && (
				<Why
					reason={reason}
					onWhy={(why) => void set({ state, reason: why })}
				/>
			)}
			{said.kind !== "saved" && <SaidNow said={said} />}
		</fieldset>
	);
}

function Why({
	reason,
	onWhy,
}: {
	reason: string | null;
	onWhy(reason: string | null): void;
}) {
	const { text } = useWords();
	const [words, setWords] = useState(reason ?? "");
	useEffect(() => setWords(reason ?? ""), [reason]);
	const say = (event: FormEvent): void => {
		event.preventDefault();
		onWhy(words.trim() || null);
	};
	return (
		<form className="roster-form" onSubmit={say}>
			<div className="roster-states">
				{REASONS.map((one) => {
					const why = text(`board-machine-${one}`);
					return (
						<button
							key={one}
							type="button"
							className="roster-state"
							aria-pressed={reason === why}
							onClick={() => onWhy(reason === why ? null : why)}
						>
							{why}
						</button>
					);
				})}
			</div>
			<div className="roster-row">
				<TextInput
					label={text("board-machine-why")}
					value={words}
					maxLength={200}
					autoComplete="off"
					onChange={(event) => setWords(event.currentTarget.value)}
				/>
				<Button type="submit">{text("board-save")}</Button>
			</div>
		</form>
	);
}

/** Seen at once where it stood before. */
function show(vehicle: Vehicle): void {
	queries.setQueryData<Vehicle[]>(
		["roster", "vehicles", vehicle.brigadeId],
		(all = []) => all.map((one) => (one.id === vehicle.id ? vehicle : one)),
	);
}

// --- What it is --------------------------------------------------------------------

type VehicleTyped = {
	name: string;
	kind: Vehicle["kind"];
	seats: string;
	crewRule: SeatTyped[];
};

const typedOf = ({ name, kind, seats, crewRule }: Vehicle): VehicleTyped => ({
	name,
	kind,
	seats: String(seats),
	crewRule: seatsTyped(crewRule as SeatRule[]),
});

const NEW: VehicleTyped = {
	name: "",
	kind: "tanker",
	seats: "6",
	crewRule: [
		{ qualification: "driver_c", count: "1" },
		{ qualification: "leader", count: "1" },
		{ qualification: "", count: "2" },
	],
};

const bodyOf = ({ name, kind, seats, crewRule }: VehicleTyped) => ({
	name,
	kind,
	seats: numberIn(seats),
	crewRule: crewRule.map(({ qualification, count }) => ({
		...(qualification ? { qualification } : {}),
		count: numberIn(count),
	})),
});

function Adding({ brigadeId, close }: { brigadeId: string; close(): void }) {
	const { text } = useWords();
	const [known] = useState(() =>
		queries.getQueryData<Vehicle[]>(["roster", "vehicles", brigadeId]),
	);
	const send = async (typed: VehicleTyped): Promise<void> => {
		const body = bodyOf(typed);
		// Where the line took the answer away, it may have been added already.
		const isThere = (await askVehicles(brigadeId)).some(
			({ id, name }) =>
				name === body.name.trim() && !known?.some((one) => one.id === id),
		);
		if (!isThere)
			await ask(
				api.v1.brigades[":id"].vehicles.$post({
					param: { id: brigadeId },
					json: body,
				}),
			);
		await changedNow("vehicles", "duty");
		close();
	};
	return (
		<VehicleForm
			name={`new machine ${brigadeId}`}
			brigadeId={brigadeId}
			initial={NEW}
			label={text("board-machine-add")}
			isNew
			send={send}
			onCancel={close}
		/>
	);
}

function Editing({ vehicle }: { vehicle: Vehicle }) {
	const { text } = useWords();
	const { id, brigadeId, name } = vehicle;
	const send = async (
		typed: VehicleTyped,
		was: VehicleTyped,
	): Promise<void> => {
		const now = (await askVehicles(brigadeId)).find((one) => one.id === id);
		if (now) mustBeNews(typed, was, typedOf(now));
		show(
			await ask(
				api.v1.vehicles[":id"].$patch({
					param: { id },
					json: changesOf(bodyOf(typed), bodyOf(was)),
				}),
			),
		);
		await changedNow("duty", "vehicles");
	};
	return (
		<>
			<VehicleForm
				name={`machine ${id}`}
				brigadeId={brigadeId}
				initial={typedOf(vehicle)}
				label={text("board-save")}
				send={send}
			/>
			<Remove
				name={name}
				label={text("board-machine-remove")}
				send={async () => {
					await ask(api.v1.vehicles[":id"].$delete({ param: { id } }));
					await changedNow("vehicles", "duty");
				}}
			/>
		</>
	);
}

function VehicleForm({
	name,
	brigadeId,
	initial,
	label,
	isNew = false,
	send,
	onCancel,
}: FormProps<VehicleTyped> & { brigadeId: string }) {
	const { text } = useWords();
	const known = useKnownQualifications(brigadeId);
	const kept = useKeptForm<VehicleTyped>({
		name,
		initial,
		isNew,
		check: async (typed) => {
			const { vehicleBody } = await schemas.vehicle();
			return faultsIn(vehicleBody, bodyOf(typed), sayIssue(text));
		},
		send,
	});
	const { form } = kept;
	return (
		<form {...kept.own} className="roster-form">
			<TextInput
				label={text("board-field-machineName")}
				autoComplete="off"
				required
				{...form.getInputProps("name")}
			/>
			<NativeSelect
				label={text("board-field-kind")}
				{...form.getInputProps("kind")}
				data={VEHICLE_KINDS.map((value) => ({
					value,
					label: capital(text(`vehicle-${value}`)),
				}))}
			/>
			<TextInput
				inputMode="numeric"
				label={text("board-field-seats")}
				autoComplete="off"
				{...form.getInputProps("seats")}
			/>
			<SeatRules
				label={text("board-field-crewRule")}
				help={text("board-crew-help")}
				path="crewRule"
				rows={form.values.crewRule}
				known={known}
				errors={form.errors}
				onChange={(rows) => form.setFieldValue("crewRule", rows)}
			/>
			<Foot
				kept={kept}
				label={label}
				onCancel={onCancel}
				fieldText={(field) =>
					text(
						field === "name"
							? "board-field-machineName"
							: `board-field-${field}`,
					)
				}
			/>
		</form>
	);
}
