import { escapeMarkup } from "#lib/http/escape-markup.ts";

/** The parts of an XLSX file that do not depend on its rows (ECMA-376, 12 and 18). */

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const OPEN_XML = "http://schemas.openxmlformats.org";
export const NAMESPACE = {
  main: `${OPEN_XML}/spreadsheetml/2006/main`,
  relationship: `${OPEN_XML}/officeDocument/2006/relationships`,
} as const;
const PACKAGE = `${OPEN_XML}/package/2006`;
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const PACKAGE_CONTENT = "application/vnd.openxmlformats-package.relationships+xml";

/** Indices into the table of cell formats that `stylesXml` writes. */
export const STYLE = { header: 1, text: 2, time: 3 } as const;
const FIRST_NUMBER_STYLE = 4;
/** Spreadsheets show no more digits. */
const MAX_DECIMALS = 15;

/** The style of a number with digits in groups of three and so many decimals. */
export function numberStyle(decimals: number): number {
  return FIRST_NUMBER_STYLE + Math.min(decimals, MAX_DECIMALS);
}

/** Excel reserves the ids up to 163 for its own formats; 49 is "@", text. */
const TEXT_FORMAT = 49;
const TIME_FORMAT = 164;
const FIRST_NUMBER_FORMAT = 165;

export function stylesXml(): string {
  const decimals = Array.from({ length: MAX_DECIMALS + 1 }, (_, count) => count);
  const formats = [
    `<numFmt numFmtId="${TIME_FORMAT}" formatCode="yyyy-mm-dd hh:mm:ss"/>`,
    ...decimals.map((count) => {
      const code = count === 0 ? "#,##0" : `#,##0.${"0".repeat(count)}`;
      return `<numFmt numFmtId="${FIRST_NUMBER_FORMAT + count}" formatCode="${code}"/>`;
    }),
  ];
  const cells = [
    cellFormat(0),
    cellFormat(TEXT_FORMAT, 1),
    cellFormat(TEXT_FORMAT),
    cellFormat(TIME_FORMAT),
    ...decimals.map((count) => cellFormat(FIRST_NUMBER_FORMAT + count)),
  ];
  const face = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
  return [
    `${XML_HEAD}<styleSheet xmlns="${NAMESPACE.main}">`,
    `<numFmts count="${formats.length}">${formats.join("")}</numFmts>`,
    `<fonts count="2"><font>${face}</font><font><b/>${face}</font></fonts>`,
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    "</styleSheet>",
  ].join("");
}

function cellFormat(format: number, font = 0): string {
  return `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
}

/**
 * The workbook part. `range` is the range of the table, which Excel needs for the filter, or "".
 */
export function workbookXml(sheetName: string, range: string): string {
  const place = `'${sheetName.replaceAll("'", "''")}'!${range.replaceAll(/([A-Z]+)(\d+)/g, "$$$1$$$2")}`;
  const filter = `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${escapeMarkup(place)}</definedName>`;
  return [
    `${XML_HEAD}<workbook xmlns="${NAMESPACE.main}" xmlns:r="${NAMESPACE.relationship}">`,
    "<bookViews><workbookView/></bookViews>",
    `<sheets><sheet name="${escapeMarkup(sheetName)}" sheetId="1" r:id="rId1"/></sheets>`,
    range && `<definedNames>${filter}</definedNames>`,
    "</workbook>",
  ].join("");
}

export function workbookRelationsXml(): string {
  return relations([
    { type: "worksheet", target: "worksheets/sheet1.xml" },
    { type: "styles", target: "styles.xml" },
  ]);
}

export function packageRelationsXml(): string {
  return relations([{ type: "officeDocument", target: "xl/workbook.xml" }]);
}

function relations(parts: readonly { type: string; target: string }[]): string {
  const each = parts.map(
    ({ type, target }, index) =>
      `<Relationship Id="rId${index + 1}" Type="${NAMESPACE.relationship}/${type}" Target="${target}"/>`,
  );
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

export function contentTypesXml(): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}" ContentType="${CONTENT}.${type}+xml"/>`;
  return [
    `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="${PACKAGE_CONTENT}"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    part("workbook.xml", "sheet.main"),
    part("styles.xml", "styles"),
    part("worksheets/sheet1.xml", "worksheet"),
    "</Types>",
  ].join("");
}
