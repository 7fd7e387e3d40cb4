const beginnings = ['Al', 'Bre', 'Ca', 'Dor', 'El', 'Fal', 'Gri', 'Hol', 'Is', 'Jar', 'Ka', 'Lun', 'Mor', 'Nes', 'Or', 'Pel', 'Quin', 'Ros', 'Sel', 'Tor']
const middles = ['ba', 'den', 'fi', 'gor', 'ha', 'ki', 'lem', 'mi', 'nor', 'pa', 'ra', 'sen', 'ta', 'vel', 'wi', 'zo', 'li', 'ru', 'che', 'dal']
const ends = ['berg', 'borough', 'by', 'dale', 'field', 'ford', 'grad', 'ham', 'holm', 'ia', 'mar', 'mont', 'nes', 'port', 'stad', 'stow', 'ton', 'vik', 'ville', 'wick']

/** A town that does not exist; there are 160,000 of them. Catalogues of services are full of words that stand in few entries. */
export function makeTown(draw: (below: number) => number): string {
  const part = (parts: readonly string[]) => parts[draw(parts.length)] ?? ''
  const twoMiddles = draw(20) > 0
  return `${part(beginnings)}${part(middles)}${twoMiddles ? part(middles) : ''}${part(ends)}`
}
