/**
 * The same map as SVG, for a phone without WebGL, and for everybody until the other
 * one has come over a bad line: place, stations, settlements, rings; to be moved, and
 * tapped for a point.
 */
import { type PointerEvent, useRef } from "react";
import type { Point } from "../../core/kinds.ts";
import {
	pointUnder,
	type Sheet,
	type Spot,
	spotOn,
	type View,
} from "../../screen/plan.ts";
import {
	type Drawn,
	LINE_HEIGHT,
	type Mark,
	marksOf,
	SIGN_RADIUS,
} from "./marks.ts";
import { type HazardGround, ringsOf, type Scene } from "./scene.ts";
import { cornersOf } from "./shapes.ts";

type PlainMapProps = {
	scene: Scene;
	sheet: Sheet;
	view: View;
	naming: Omit<Drawn, "scene" | "sheet" | "spotOf" | "hasNames">;
	onView(view: View): void;
	onTap(point: Point): void;
};

/** A finger is never quite still. */
const STILL_PIXELS = 8;

export function PlainMap({
	scene,
	sheet,
	view,
	naming,
	onView,
	onTap,
}: PlainMapProps) {
	const drag = useRef<{ from: Spot; view: View; isMoved: boolean }>(undefined);
	const spotOf = spotOn(sheet, view);
	const here = ({ clientX, clientY, currentTarget }: PointerEvent): Spot => {
		const { left, top } = currentTarget.getBoundingClientRect();
		return { x: clientX - left, y: clientY - top };
	};
	const move = (event: PointerEvent) => {
		const held = drag.current;
		if (!held) return;
		const spot = here(event);
		const [right, down] = [spot.x - held.from.x, spot.y - held.from.y];
		if (!held.isMoved && Math.hypot(right, down) < STILL_PIXELS) return;
		held.isMoved = true;
		const centre = pointUnder(
			sheet,
			held.view,
		)({ x: sheet.width / 2 - right, y: sheet.height / 2 - down });
		onView({ ...held.view, centre });
	};
	const marks = marksOf({ ...naming, scene, sheet, spotOf, hasNames: false });
	return (
		<svg
			className="map-plain"
			width={sheet.width}
			height={sheet.height}
			aria-hidden="true"
			onPointerDown={(event) => {
				event.currentTarget.setPointerCapture(event.pointerId);
				drag.current = { from: here(event), view, isMoved: false };
			}}
			onPointerMove={move}
			onPointerUp={(event) => {
				if (drag.current && !drag.current.isMoved)
					onTap(pointUnder(sheet, view)(here(event)));
				drag.current = undefined;
			}}
			onPointerCancel={() => {
				drag.current = undefined;
			}}
		>
			<Ground scene={scene} view={view} spotOf={spotOf} />
			{[...marks].reverse().map((mark) => (
				<MarkShape key={mark.key} mark={mark} />
			))}
		</svg>
	);
}

function Ground({
	scene: { place, rings, hazards = [] },
	view,
	spotOf,
}: {
	scene: Scene;
	view: View;
	spotOf(point: Point): Spot;
}) {
	const deadly = hazards.map(({ id, shape }) => (
		<path key={id} className="map-deadly" d={outline(shape, spotOf)} />
	));
	if (!place) return <>{deadly}</>;
	const { x, y } = spotOf(place);
	return (
		<>
			{deadly}
			{place.accuracyMetres !== undefined && (
				<circle
					className="map-accuracy"
					cx={x}
					cy={y}
					r={place.accuracyMetres / view.metresPerUnit}
				/>
			)}
			{rings &&
				ringsOf(place).map(({ minutes, metres }) => (
					<circle
						key={minutes}
						className="map-ring"
						cx={x}
						cy={y}
						r={metres / view.metresPerUnit}
					/>
				))}
		</>
	);
}

function outline(
	{ type, coordinates }: HazardGround["shape"],
	spotOf: (point: Point) => Spot,
): string {
	const polygons = type === "Polygon" ? [coordinates] : coordinates;
	return polygons
		.flat()
		.map((ring) => {
			const corners = ring.map(([lon = 0, lat = 0]) => {
				const { x, y } = spotOf({ lat, lon });
				return `${x.toFixed(1)} ${y.toFixed(1)}`;
			});
			return `M${corners.join("L")}Z`;
		})
		.join("");
}

function MarkShape({ mark }: { mark: Mark }) {
	const { sign, x, y, letter, label, isOld, isDry } = mark;
	const corners = cornersOf(sign, mark);
	const kind = `map-sign map-${sign}${isOld ? " map-old" : ""}${isDry ? " map-dry" : ""}`;
	return (
		<g className={kind}>
			{corners ? (
				<polygon
					points={corners.map((spot) => `${spot.x},${spot.y}`).join(" ")}
				/>
			) : (
				sign !== "ring" && <circle cx={x} cy={y} r={SIGN_RADIUS[sign]} />
			)}
			{letter !== undefined && (
				<text className="map-letter" x={x} y={y + 1} textAnchor="middle">
					{letter}
				</text>
			)}
			{label && (
				<text
					className={label.isBold ? "map-name map-bold" : "map-name"}
					textAnchor={label.anchor}
				>
					{label.lines.map((line, index) => (
						<tspan
							key={line}
							className={index > 0 ? "map-second" : undefined}
							x={label.x}
							y={label.y + index * LINE_HEIGHT}
						>
							{line}
						</tspan>
					))}
				</text>
			)}
		</g>
	);
}
