/**
 * The demo's water and a mined field, as `dzvin import` reads them. The places are near
 * the demo's villages; ponds, names and mines are invented.
 */
export const GROUND = {
	water: [
		"ref,kind,name,lat,lon,refill_minutes,access,tested,state",
		"1,pond,Ставок біля школи,48.9488,25.8181,5,з дамби; взимку ополонка,2026-09-12,works",
		"2,tower,Башта на фермі,48.9442,25.8243,3,кран збоку,2026-05-30,works",
		"3,hydrant,Гідрант на Шевченка,48.9470,25.8148,4,,2026-10-01,dry",
	].join("\n"),
	hazards: JSON.stringify({
		type: "FeatureCollection",
		features: [
			{
				type: "Feature",
				id: "field-1",
				properties: {
					kind: "mines",
					name: "Поле за лісосмугою",
					source: "Карта для показу",
				},
				geometry: {
					type: "Polygon",
					coordinates: [
						[
							[25.83, 48.9525],
							[25.836, 48.9525],
							[25.836, 48.956],
							[25.83, 48.956],
							[25.83, 48.9525],
						],
					],
				},
			},
		],
	}),
} as const;
