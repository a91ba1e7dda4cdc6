import { ipAddress, url } from './regularTypes.ts';
import type { TypeSet } from './typeSet.ts';

export const software: TypeSet = {
  id: 'software',
  label: 'Software',
  types: {
    'programming language': { definition: 'a language in which programs are written' },
    software: { definition: 'a named program, application or service' },
    library: { definition: 'a software library, framework or package' },
    'operating system': { definition: 'an operating system or distribution' },
    version: { definition: 'the version number of a piece of software' },
    'file name': { definition: 'the name or path of a file or folder' },
    function: { definition: 'a function, method or command' },
    'data structure': { definition: 'a data structure or type of data' },
    algorithm: { definition: 'a named algorithm or procedure of computation' },
    'error message': { definition: 'the name or text of an error' },
    protocol: { definition: 'a network protocol or standard' },
    hardware: { definition: 'a device, processor or component of a computer' },
    vulnerability: { definition: 'a named weakness or its identifier' },
    'IP address': {
      definition: 'the address of a computer in a network',
      patterns: ipAddress,
      askBy: 'nothing',
    },
    URL: { definition: 'the address of a resource on the web', patterns: url, askBy: 'nothing' },
  },
};
