"""Why an outgoing call did not bring an answer.

    OutboundError (a FluxoError)   never raised itself; catch it to treat every case alike
    ├── OutboundRefused            our own guard said no: the same call will be refused again
    └── OutboundFailed             the network or the other side failed: trying again may help

Callers branch on `code`; people read `sentence`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Final, TypeAlias

from flow_runtime.errors import FluxoError

Sentence: TypeAlias = Mapping[str, str]

REFUSALS: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "method_not_allowed": {
            "pt-BR": "Método não aceito: use GET, HEAD, POST, PUT, PATCH, DELETE ou OPTIONS.",
            "en": "Method not accepted: use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS.",
        },
        "url_malformed": {
            "pt-BR": "Endereço mal escrito: use https://nome.do.site/caminho, sem espaços.",
            "en": "The address is not well formed: write https://site.name/path, without spaces.",
        },
        "url_scheme": {
            "pt-BR": "Só endereços http e https podem ser chamados: comece por https://.",
            "en": "Only http and https addresses can be called: begin with https://.",
        },
        "url_credentials": {
            "pt-BR": "Usuário e senha não vão no endereço: guarde-os na conexão.",
            "en": "A user and password do not belong in the address: keep them in the connection.",
        },
        "url_host": {
            "pt-BR": "O nome do site não é válido: confira as letras entre // e a primeira barra.",
            "en": "The site's name is not valid: check what stands between // and the first slash.",
        },
        "url_ip_spelling": {
            "pt-BR": "Escreva o endereço IP por extenso, como 203.0.113.7 ou [2001:db8::7].",
            "en": "Write the IP address in full, like 203.0.113.7 or [2001:db8::7].",
        },
        "url_port": {
            "pt-BR": "Esta porta não é permitida: use 80, 443, 8080 ou 8443.",
            "en": "This port is not allowed: use 80, 443, 8080 or 8443.",
        },
        "host_not_listed": {
            "pt-BR": "Este site não está na lista da sua organização: peça para incluí-lo.",
            "en": "This site is not on your organisation's list: ask for it to be added.",
        },
        "private_address": {
            "pt-BR": "Endereço de uma rede interna: só quem administra a instalação o libera.",
            "en": "Address in a private network: only the installation's owner can allow it.",
        },
        "metadata_address": {
            "pt-BR": "Este endereço guarda segredos do servidor e nunca pode ser chamado.",
            "en": "This address holds the server's own secrets and can never be called.",
        },
        "special_address": {
            "pt-BR": "Este endereço não leva a um site público: confira o nome ou o número.",
            "en": "This address does not lead to a public site: check the name or the number.",
        },
        "address_unreadable": {
            "pt-BR": "O nome do site levou a um endereço que não se entende: confira o DNS dele.",
            "en": "The site's name led to an address nobody can read: check its DNS.",
        },
        "header_malformed": {
            "pt-BR": "Um cabeçalho tem quebra de linha ou caractere inválido: corrija-o.",
            "en": "A header holds a line break or an invalid character: correct it.",
        },
        "header_reserved": {
            "pt-BR": "Este cabeçalho não pode ser definido no fluxo: remova-o.",
            "en": "This header cannot be set by a flow: remove it.",
        },
        "redirect_insecure": {
            "pt-BR": "O site desviou de https para http: peça ao dono do site um endereço https.",
            "en": "The site redirected from https to http: ask its owner for an https address.",
        },
    }
)

FAILURES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "timeout": {
            "pt-BR": "O site demorou demais para responder: tente de novo mais tarde.",
            "en": "The site took too long to answer: try again later.",
        },
        "name_not_found": {
            "pt-BR": "O nome do site não foi encontrado: confira se está escrito certo.",
            "en": "The site's name was not found: check that it is spelled right.",
        },
        "unreachable": {
            "pt-BR": "Não foi possível conectar ao site: confira se ele está no ar.",
            "en": "The site could not be reached: check that it is up.",
        },
        "tls": {
            "pt-BR": "A conexão segura falhou: o dono do site precisa corrigir o certificado.",
            "en": "The secure connection failed: the site's owner must correct its certificate.",
        },
        "too_large": {
            "pt-BR": "A resposta do site passa de 256 KiB: peça menos dados por chamada.",
            "en": "The site's answer is larger than 256 KiB: ask for less data in one call.",
        },
        "bad_response": {
            "pt-BR": "O site respondeu fora do padrão HTTP: avise o dono do site.",
            "en": "The site's answer broke the rules of HTTP: tell its owner.",
        },
        "too_many_redirects": {
            "pt-BR": "O site desviou a chamada vezes demais: use o endereço final.",
            "en": "The site redirected the call too many times: use the final address.",
        },
    }
)


class OutboundError(FluxoError):
    """An outgoing call that brought no answer.

    Attributes:
        code: the stable word for the cause, a key of `REFUSALS` or `FAILURES`.
        subject: what the code is about (a host, a port, a header's name); never a secret value.
        sentence: what to tell people, in pt-BR and en.
    """

    _sentences: ClassVar[Mapping[str, Sentence]] = MappingProxyType({})

    def __init__(self, code: str, subject: str = "") -> None:
        self.code = code
        self.subject = subject
        self.sentence = self._sentences[code]
        super().__init__(code, subject)

    @property
    def words(self) -> Mapping[str, str]:
        """Return the sentence in both languages."""
        return self.sentence

    def __str__(self) -> str:
        about = f" ({self.subject})" if self.subject else ""
        return f"{self.code}{about}: {self.sentence['en']}"


class OutboundRefused(OutboundError):
    """Our guard refused the call before a byte left for the address in question."""

    _sentences = REFUSALS


class OutboundFailed(OutboundError):
    """The call left and no usable answer came back in time."""

    _sentences = FAILURES
