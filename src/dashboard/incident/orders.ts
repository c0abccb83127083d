/** Each press of the page as the request it is; answered by the board as it is then. */
import type { BoardView } from "../../core/board.ts";
import type { MarkName } from "../../core/kinds.ts";
import type { Press } from "../../screen/actions.ts";
import { api, ask, idempotent } from "../api.ts";
import { fromWire } from "../wire.ts";

/** Longer, and the line is taken for lost; the press is tried again. */
const SLOW_MS = 15_000;

type Send = (idempotencyKey: string) => Promise<BoardView | undefined>;

const route = api.v1.incidents[":id"];
const at = (id: string, key: string) => ({
	param: { id },
	header: idempotent(key),
});
/** A page that is left still sends what was pressed. */
const sending = () => ({
	init: { keepalive: true, signal: AbortSignal.timeout(SLOW_MS) },
});
/** Done, but not drawn, is answered by less than a board. */
const board = async (
	answer: Promise<unknown>,
): Promise<BoardView | undefined> => {
	const view = fromWire<Partial<BoardView>>(await answer);
	return view.crews ? (view as BoardView) : undefined;
};

/** A press as `screen/actions.ts` offers it. */
export const sendPress =
	(id: string, { action, about = {} }: Press): Send =>
	(key) => {
		const of = at(id, key);
		switch (action) {
			case "mark":
				return markWith(id, { ...about, mark: about.mark as MarkName })(key);
			case "merge":
				return mergeInto(id, about.into ?? "")(key);
			case "vehicle-down":
				return board(
					ask(
						route["vehicle-down"].$post(
							{ ...of, json: { vehicleId: about.vehicleId ?? "" } },
							sending(),
						),
					),
				);
			default:
				return board(ask(route[action].$post({ ...of, json: {} }, sending())));
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
		},
	): Send =>
	(key) =>
		board(ask(route.marks.$post({ ...at(id, key), json }, sending())));

export const reopen =
	(id: string): Send =>
	(key) =>
		board(ask(route.reopen.$post({ ...at(id, key), json: {} }, sending())));

export const cancelWith =
	(id: string, reason: string): Send =>
	(key) =>
		board(
			ask(route.cancel.$post({ ...at(id, key), json: { reason } }, sending())),
		);

export const impactIs =
	(id: string, impact: boolean): Send =>
	(key) =>
		board(
			ask(route.impact.$post({ ...at(id, key), json: { impact } }, sending())),
		);

export const unseat =
	(id: string, responderId: string): Send =>
	(key) =>
		board(
			ask(
				route.unseat.$post(
					{ ...at(id, key), json: { responderId } },
					sending(),
				),
			),
		);

export const mergeInto =
	(id: string, into: string): Send =>
	(key) =>
		board(
			ask(route.merge.$post({ ...at(id, key), json: { into } }, sending())),
		);

type Answering = Parameters<typeof route.responses.$post>[0]["json"];
export const answerFor =
	(id: string, json: Answering): Send =>
	(key) =>
		board(ask(route.responses.$post({ ...at(id, key), json }, sending())));

type Writing = Parameters<typeof route.messages.$post>[0]["json"];
export const writeTo =
	(id: string, json: Writing): Send =>
	(key) =>
		board(ask(route.messages.$post({ ...at(id, key), json }, sending())));

type Correcting = Parameters<typeof route.$patch>[0]["json"];
export const correct =
	(id: string, json: Correcting): Send =>
	(key) =>
		board(ask(route.$patch({ ...at(id, key), json }, sending())));
