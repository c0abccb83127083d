/**
 * Is it dark outside? Where the sun stands, seen from a station, so that a screen
 * on its wall dims with the day.
 *
 * Source: Astronomical Almanac, low-precision position of the Sun, good to 0.01°
 * between 1950 and 2050; a minute of error is none to anybody's eyes.
 */
import type { Instant, Point } from "./kinds.ts";

/** Half the sun's disc and the bending of its light: below this it has set. */
const HORIZON_DEGREES = -0.833;
const DAY_MS = 86_400_000;
/** Noon of 1 January 2000, UTC. */
const J2000 = Date.UTC(2000, 0, 1, 12);

/** From sunset to sunrise; where the sun never sets or never rises, all or none of the day. */
export const isDark = (at: Instant, station: Point): boolean =>
	sunDegrees(at, station) < HORIZON_DEGREES;

/** Height of the sun's centre over the horizon, in degrees. */
export function sunDegrees(at: Instant, { lat, lon }: Point): number {
	const days = (at - J2000) / DAY_MS;
	const meanLongitude = 280.46 + 0.9856474 * days;
	const anomaly = 357.528 + 0.9856003 * days;
	const longitude =
		meanLongitude + 1.915 * sin(anomaly) + 0.02 * sin(2 * anomaly);
	const tilt = 23.439 - 0.0000004 * days;
	const declination = degrees(Math.asin(sin(tilt) * sin(longitude)));
	const rightAscension = degrees(
		Math.atan2(cos(tilt) * sin(longitude), cos(longitude)),
	);
	const siderealTime = 280.46061837 + 360.98564736629 * days;
	const hourAngle = siderealTime + lon - rightAscension;
	return degrees(
		Math.asin(
			sin(lat) * sin(declination) +
				cos(lat) * cos(declination) * cos(hourAngle),
		),
	);
}

const radians = (angle: number): number => (angle * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;
const sin = (angle: number): number => Math.sin(radians(angle));
const cos = (angle: number): number => Math.cos(radians(angle));
