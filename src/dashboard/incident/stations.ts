/** Stations of a board as the map takes them. */
import type { BoardView } from "../../core/board.ts";
import type { Station } from "../map/scene.ts";

export const stationsOn = ({
	stations,
}: Pick<BoardView, "stations">): Station[] =>
	stations.map(({ brigadeId: id, ...rest }) => ({ id, ...rest }));
