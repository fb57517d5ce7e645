import type { Answer } from '../model/decision.js';
import type { ProofRecord } from '../model/proof.js';
import type { Settings } from '../model/settings.js';
import { eventFor, proofBefore } from './event.js';

// Terms of DPV 2.3 and of its guide to ISO/IEC TS 27560: https://w3id.org/dpv/guides/consent-27560

const context = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  dct: 'http://purl.org/dc/terms/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const statuses = {
  given: 'dpv:ConsentGiven',
  partial: 'dpv:ConsentGiven',
  refused: 'dpv:ConsentRefused',
  withdrawn: 'dpv:ConsentWithdrawn',
  expired: 'dpv:ConsentExpired',
};

/** The standard purposes in words of the vocabulary. A site's own purpose has its title. */
const purposeTerms: { readonly [id: string]: string } = {
  audience: 'dpv:ServiceUsageAnalytics',
  personalisation: 'dpv:ServicePersonalisation',
  social: 'dpv:SocialMediaMarketing',
  advertising: 'dpv:TargetedAdvertising',
};

const ref = (id: string) => ({ '@id': id });
const time = (text: string) => ({ '@type': 'xsd:dateTime', '@value': text });

/** The proofs as JSON-LD. */
export const linkedData = (proofs: readonly ProofRecord[], settings: Settings) => ({
  '@context': context,
  '@graph': proofs.map((proof) => describe(proof, proofBefore(proof, proofs), settings)),
});

function describe(proof: ProofRecord, before: ProofRecord | undefined, settings: Settings) {
  const answerOf = (id: string, now: Answer, then: Answer | undefined) => ({
    'dpv:hasConsentStatus': ref(
      now === 'undecided' && proof.expires ? 'dpv:ConsentUnknown' : statuses[eventFor(proof, now, then)],
    ),
    ...(proof.unasked?.includes(id) && { 'dct:description': 'Not asked in this decision.' }),
  });
  return {
    '@id': `urn:uuid:${proof.recordId}`,
    '@type': 'dpv:ConsentRecord',
    'dct:identifier': proof.recordId,
    'dct:conformsTo': ref('https://w3id.org/dpv/schema/dpv-27560#record'),
    ...(proof.prevRecordId && { 'dct:replaces': ref(`urn:uuid:${proof.prevRecordId}`) }),
    'dct:date': time(proof.timestamp),
    ...(proof.expires && { 'dct:valid': time(proof.expires) }),
    // Known by the number of this one decision only.
    'dpv:hasDataSubject': { '@type': 'dpv:DataSubject', 'dct:identifier': proof.recordId },
    'dpv:hasDataController': {
      '@type': 'dpv:DataController',
      'dpv:hasName': proof.controller.name,
      ...(proof.controller.contact && { 'dpv:hasContact': proof.controller.contact }),
    },
    'dpv:hasJurisdiction': proof.jurisdiction,
    'dpv:hasLegalBasis': ref('dpv:Consent'),
    'dpv:hasNotice': {
      '@type': 'dpv:ConsentNotice',
      ...(proof.language && { 'dct:language': proof.language }),
      'dct:hasVersion': proof.noticeVersion,
      ...(proof.noticeHash && { 'dct:identifier': `sha256:${proof.noticeHash}` }),
      'dct:source': proof.privacyPolicyUrl,
    },
    'dpv:hasConsentStatus': ref(statuses[proof.event]),
    'dpv:isIndicatedBy': ref('dpv:DataSubject'),
    'dpv:isIndicatedAtTime': time(proof.timestamp),
    'dpv:hasIndicationMethod': [proof.method, proof.layer && `layer ${proof.layer}`, proof.source]
      .filter(Boolean)
      .join(', '),
    'dpv:hasConsentControl': ref('dpv:WithdrawConsent'),
    'dpv:hasProcess': Object.entries(proof.purposes).map(([id, { state, title }]) => ({
      '@type': 'dpv:Process',
      'dct:identifier': id,
      ...(title && { 'dct:title': title }),
      'dpv:hasPurpose': purposeTerms[id]
        ? ref(purposeTerms[id])
        : { '@type': 'dpv:Purpose', 'dct:title': title ?? id },
      // What a script reads from a device or leaves on it.
      'dpv:hasPersonalData': ref('pd:DeviceBased'),
      ...answerOf(id, state, before?.purposes[id]?.state),
      'dpv:hasRecipient': settings.vendors
        .filter(({ id: vendor, purposes }) => purposes.includes(id) && vendor in proof.vendors)
        .map(({ id: vendor }) => ({
          '@type': 'dpv:Recipient',
          'dct:identifier': vendor,
          ...answerOf(vendor, proof.vendors[vendor]!, before?.vendors[vendor]),
        })),
    })),
  };
}
