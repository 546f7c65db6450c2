import { describe, expect, it } from 'vitest';
import { formatPorts } from '../../../src/infer/network/packets/ports.js';
import { rulePorts } from '../../../src/infer/network/rule-ports.js';
import type { Value } from '../../../src/model/value.js';
import { numberValue, stringValue, unknownValue } from '../../../src/model/values.js';

const open = unknownValue('variable', 'var.port');
const either: Value = { kind: 'choice', arms: [numberValue(80), numberValue(443)], reasons: open.reasons };

describe('protocol and ports of a rule', () => {
  const rows: readonly [string, Value, Value | undefined, Value | undefined, string[], string[]][] = [
    ['all protocols, whatever the ports', stringValue('-1'), numberValue(22), numberValue(22), ['all'], ['all']],
    ['the word all', stringValue('all'), undefined, undefined, ['all'], ['all']],
    ['a number for a name', numberValue(6), numberValue(22), numberValue(22), ['tcp/22'], ['tcp/22']],
    ['ports as text', stringValue('tcp'), stringValue('80'), stringValue('90'), ['tcp/80-90'], ['tcp/80-90']],
    ['upper case', stringValue('UDP'), numberValue(53), numberValue(53), ['udp/53'], ['udp/53']],
    ['every port', stringValue('tcp'), numberValue(0), numberValue(65535), ['tcp/0-65535'], ['tcp/0-65535']],
    ['port 0', stringValue('tcp'), numberValue(0), numberValue(0), ['tcp/0'], ['tcp/0']],
    ['every ICMP type', stringValue('icmp'), numberValue(-1), numberValue(-1), ['icmp'], ['icmp']],
    ['a protocol without ports', numberValue(47), numberValue(1), numberValue(2), ['protocol/47'], ['protocol/47']],
    ['an unknown port', stringValue('tcp'), open, open, [], ['tcp/0-65535']],
    ['an unknown upper port', stringValue('tcp'), numberValue(8000), open, [], ['tcp/8000-65535']],
    ['an unknown protocol', open, numberValue(22), numberValue(22), [], ['all']],
    ['one of two ports', stringValue('tcp'), either, either, [], ['tcp/80-443']],
    ['no number', stringValue('tcp'), stringValue('ssh'), stringValue('ssh'), [], []],
    ['upside down', stringValue('tcp'), numberValue(90), numberValue(80), [], []],
  ];
  it.each(rows)('%s', (_name, protocol, fromPort, toPort, must, may) => {
    const ports = rulePorts({ protocol, ...(fromPort && { fromPort }), ...(toPort && { toPort }) });
    expect({ must: formatPorts(ports.must), may: formatPorts(ports.may) }).toEqual({ must, may });
    expect(ports.reasons.length > 0).toBe(must.join() !== may.join());
  });
});
