/**
 * The outlines of signs around a spot, as points: a role is told by its shape (and its
 * letter), so that nothing hangs on colour. One list for canvas and SVG.
 */
import type { Spot } from "../../screen/plan.ts";
import { SIGN_RADIUS, type Sign } from "./marks.ts";

type Corner = readonly [right: number, down: number];

/** In units of the sign's radius; a sign without corners is round. */
const CORNERS: Partial<Record<Sign, readonly Corner[]>> = {
	place: [
		[0, -1],
		[0.95, 0.75],
		[-0.95, 0.75],
	],
	station: [
		[-1, -1],
		[1, -1],
		[1, 1],
		[-1, 1],
	],
	// A drop.
	water: [
		[0, -1.3],
		[0.6, -0.3],
		[0.8, 0.3],
		[0.5, 0.85],
		[0, 1],
		[-0.5, 0.85],
		[-0.8, 0.3],
		[-0.6, -0.3],
	],
	// A cross: not here.
	hazard: [
		[0, -0.4],
		[0.6, -1],
		[1, -0.6],
		[0.4, 0],
		[1, 0.6],
		[0.6, 1],
		[0, 0.4],
		[-0.6, 1],
		[-1, 0.6],
		[-0.4, 0],
		[-1, -0.6],
		[-0.6, -1],
	],
	// A house: people gather there.
	staging: [
		[-1, 1],
		[-1, -0.2],
		[0, -1.1],
		[1, -0.2],
		[1, 1],
	],
	told: [
		[0, 1],
		[-1, -0.8],
		[1, -0.8],
	],
	driver: [
		[-1.1, 0],
		[-0.55, -0.95],
		[0.55, -0.95],
		[1.1, 0],
		[0.55, 0.95],
		[-0.55, 0.95],
	],
	leader: [
		[0, -1.2],
		[1.2, 0],
		[0, 1.2],
		[-1.2, 0],
	],
	medic: [
		[-0.5, -1],
		[0.5, -1],
		[0.5, -0.5],
		[1, -0.5],
		[1, 0.5],
		[0.5, 0.5],
		[0.5, 1],
		[-0.5, 1],
		[-0.5, 0.5],
		[-1, 0.5],
		[-1, -0.5],
		[-0.5, -0.5],
	],
};

export const cornersOf = (sign: Sign, { x, y }: Spot): Spot[] | undefined =>
	CORNERS[sign]?.map(([right, down]) => ({
		x: x + right * SIGN_RADIUS[sign],
		y: y + down * SIGN_RADIUS[sign],
	}));
