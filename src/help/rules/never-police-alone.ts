/**
 * S7: never the police alone: where nothing else could be offered, the police section goes too, and the guidance and the
 * emergency number remain. Source: Thorn youth monitoring: children who see only the police as a way out tell nobody.
 */
export function neverPoliceAlone<Section extends { kind: string; listings: readonly unknown[] }>(sections: readonly Section[]): Section[] {
  const others = sections.some((section) => section.kind !== 'police_report' && section.listings.length > 0)
  return others ? [...sections] : sections.map((section) => (section.kind === 'police_report' ? { ...section, listings: [] } : section))
}
