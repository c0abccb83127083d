/** Each press of the page as the request it is; answered by the board as it is then. */
import type { BoardView } from "../../core/board.ts";
import type { Equipment, MarkName } from "../../core/kinds.ts";
import type { Press } from "../../screen/actions.ts";
import { api, idempotent, send } from "../api.ts";
import { fromWire } from "../wire.ts";

type Send = (idempotencyKey: string) => Promise<BoardView | undefined>;

const route = api.v1.incidents[":id"];
const at = (id: string, key: string) => ({
	param: { id },
	header: idempotent(key),
});
/** Done, but not drawn, is answered by less than a board. */
async function board(answer: Promise<unknown>): Promise<BoardView | undefined> {
	const view = fromWire<Partial<BoardView>>(await answer);
	return view.crews ? (view as BoardView) : undefined;
}

/** A press as `screen/actions.ts` offers it. */
export const sendPress =
	(id: string, { action, about = {} }: Press): Send =>
	(key) => {
		const of = at(id, key);
		switch (action) {
			case "mark":
				return markWith(id, { ...about, mark: about.mark as MarkName })(key);
			case "impact":
				return impactIs(id, about.impact === "true")(key);
			case "merge":
				return mergeInto(id, about.into ?? "")(key);
			case "vehicle-down":
				return board(
					send((options) =>
						route["vehicle-down"].$post(
							{ ...of, json: { vehicleId: about.vehicleId ?? "" } },
							options,
						),
					),
				);
			default:
				return board(
					send((options) => route[action].$post({ ...of, json: {} }, options)),
				);
		}
	};

export const markWith =
	(
		id: string,
		json: {
			mark: MarkName;
			vehicleId?: string | null;
			brigadeId?: string | null;
			responderId?: string | null;
			at?: string;
			unit?: string;
		},
	): Send =>
	(key) =>
		board(
			send((options) => route.marks.$post({ ...at(id, key), json }, options)),
		);

export const reopen =
	(id: string): Send =>
	(key) =>
		board(
			send((options) =>
				route.reopen.$post({ ...at(id, key), json: {} }, options),
			),
		);

export const cancelWith =
	(id: string, reason: string): Send =>
	(key) =>
		board(
			send((options) =>
				route.cancel.$post({ ...at(id, key), json: { reason } }, options),
			),
		);

export const impactIs =
	(id: string, impact: boolean): Send =>
	(key) =>
		board(
			send((options) =>
				route.impact.$post({ ...at(id, key), json: { impact } }, options),
			),
		);

export const unseat =
	(id: string, responderId: string): Send =>
	(key) =>
		board(
			send((options) =>
				route.unseat.$post({ ...at(id, key), json: { responderId } }, options),
			),
		);

export const mergeInto =
	(id: string, into: string): Send =>
	(key) =>
		board(
			send((options) =>
				route.merge.$post({ ...at(id, key), json: { into } }, options),
			),
		);

/** The report is of another fire; that one's board comes by the stream. */
export const splitOff =
	(id: string, reportId: string): Send =>
	(key) =>
		board(
			send((options) =>
				route.split.$post({ ...at(id, key), json: { reportId } }, options),
			),
		);

/** Said of the reporter, not of the incident: its board is read again. */
export const blockReporter =
	(id: string, reportId: string, isBlocked: boolean): Send =>
	async () => {
		const on = route.reports[":reportId"];
		const of = { param: { id, reportId } };
		await send((options) =>
			isBlocked ? on.block.$post(of, options) : on.unblock.$post(of, options),
		);
		return readAgain(id);
	};

/** Said of the ground; the next water takes its place on the board and on the cards. */
export const waterIsDry =
	(id: string, waterPointId: string): Send =>
	async () => {
		await send((options) =>
			api.v1.water[":id"].state.$post(
				{
					param: { id: waterPointId },
					json: { state: "dry", incidentId: id },
				},
				options,
			),
		);
		return readAgain(id);
	};

const readAgain = (id: string) =>
	board(send((options) => route.$get({ param: { id } }, options)));

export const askHelpers =
	(id: string, equipment: Equipment[]): Send =>
	(key) =>
		board(
			send((options) =>
				route["ask-helpers"].$post(
					{ ...at(id, key), json: { equipment } },
					options,
				),
			),
		);

type Answering = Parameters<typeof route.responses.$post>[0]["json"];
export const answerFor =
	(id: string, json: Answering): Send =>
	(key) =>
		board(
			send((options) =>
				route.responses.$post({ ...at(id, key), json }, options),
			),
		);

type Writing = Parameters<typeof route.messages.$post>[0]["json"];
export const writeTo =
	(id: string, json: Writing): Send =>
	(key) =>
		board(
			send((options) =>
				route.messages.$post({ ...at(id, key), json }, options),
			),
		);

type Correcting = Parameters<typeof route.$patch>[0]["json"];
export const correct =
	(id: string, json: Correcting): Send =>
	(key) =>
		board(send((options) => route.$patch({ ...at(id, key), json }, options)));
