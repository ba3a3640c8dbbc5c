"""The help of every command in Portuguese; the English one stands at the commands themselves."""

from collections.abc import Mapping
from typing import Any, Final

PORTUGUESE: Final[Mapping[str, str]] = {
    # commands
    "Draw customer-service conversations, test them, publish them, run them.": (
        "Desenhe conversas de atendimento, teste, publique e execute."
    ),
    "Start everything on this machine: database, sample flows, web chat, demo ERP, builder.": (
        "Inicia tudo nesta máquina: banco, fluxos de exemplo, chat, ERP de exemplo, construtor."
    ),
    "Serve the HTTP API and the web chat; everything comes from FLUXO_* variables.": (
        "Atende a API HTTP e o chat; tudo vem das variáveis FLUXO_*."
    ),
    "Carry out API calls, notices and timers; run as many as the work needs.": (
        "Faz chamadas de API, avisos e temporizadores; execute quantos o trabalho pedir."
    ),
    "Show the builder alone; the runtime runs elsewhere on the same database.": (
        "Mostra só o construtor; o atendimento roda em outro lugar, no mesmo banco."
    ),
    "Check flows and say what is wrong, where, and the way out.": (
        "Confere fluxos e diz o que está errado, onde e como resolver."
    ),
    "Print the JSON Schema of the flow document, for editors and other programs.": (
        "Mostra o JSON Schema do fluxo, para editores e outros programas."
    ),
    'Understand answers: JSON lines in, the same lines with "value" or "reason" out.': (
        'Entende respostas: recebe linhas JSON e as devolve com "value" ou "reason".'
    ),
    "Talk to a flow in the terminal; API nodes answer from their examples. /help helps.": (
        "Conversa com um fluxo no terminal; blocos de API respondem com exemplos. /help ajuda."
    ),
    "Play the scripted conversations and say what was not as expected, and what is covered.": (
        "Executa as conversas roteirizadas e diz o que saiu diferente e o que foi coberto."
    ),
    "Walk every way through a flow; say what no path reaches and where paths go wrong.": (
        "Percorre todos os caminhos de um fluxo; diz o que nunca é alcançado e o que dá errado."
    ),
    "Store flows as drafts with their tests, and what a workspace offers; all or nothing.": (
        "Guarda fluxos e seus testes, e filas, calendários e conexões; tudo ou nada."
    ),
    "Print the draft of a flow as JSON, or write flows with their tests as files.": (
        "Mostra o rascunho de um fluxo em JSON, ou grava fluxos com seus testes em arquivos."
    ),
    "Write the flow, or all of them, with tests and workspace, into it.": (
        "Gravar nela o fluxo, ou todos, com testes e workspace."
    ),
    "With --folder: write nothing, exit with 1 if it differs.": (
        "Com --folder: não grava nada e sai com 1 se algo difere."
    ),
    "Do nothing when the newest version says the same.": (
        "Não faz nada quando a versão mais nova diz o mesmo."
    ),
    "Say in sentences what changed between two flows; moved blocks are no change.": (
        "Diz em frases o que mudou entre dois fluxos; blocos só movidos não contam."
    ),
    "A file, ID@3 for a version, or ID.": "Um arquivo, ID@3 para uma versão, ou ID.",
    "The same; without it, the newest version of ID and its draft.": (
        "O mesmo; sem ele, a versão mais nova de ID e o rascunho."
    ),
    "Exit with 1 when something changed.": "Sai com 1 quando algo mudou.",
    "Show who did what, and prove that nobody changed the record of it.": (
        "Mostra quem fez o quê e prova que ninguém mudou o registro."
    ),
    "Show the newest entries, newest first.": "Mostra as anotações mais novas primeiro.",
    "Write the entries to a file, oldest first, with their hashes.": (
        "Grava as anotações em um arquivo, as mais antigas primeiro, com os hashes."
    ),
    "Follow the chain of hashes from the first entry to the newest.": (
        "Segue a corrente de hashes da primeira anotação à mais nova."
    ),
    "Only what this person did.": "Só o que esta pessoa fez.",
    "Only this action, such as flow.published or flow.": (
        "Só esta ação, por exemplo flow.published ou flow."
    ),
    "Only entries with this text in their subject.": "Só anotações com este texto no assunto.",
    "From this day or moment on, such as 2026-03-10.": (
        "A partir deste dia ou momento, por exemplo 2026-03-10."
    ),
    "Before this day or moment.": "Antes deste dia ou momento.",
    "How many at most.": "Quantas, no máximo.",
    "A file of JSON lines.": "Um arquivo de linhas JSON.",
    "Freeze the draft of a flow as a version and ask another person for its review.": (
        "Congela o rascunho de um fluxo como versão e pede a revisão de outra pessoa."
    ),
    "Approve a version that another person made, so that it may be published.": (
        "Aprova uma versão feita por outra pessoa, para que possa ser publicada."
    ),
    "Send a version back to those who made it, with what is to change.": (
        "Devolve uma versão a quem a fez, com o que deve mudar."
    ),
    "List the versions that wait for a review, or all of a flow with what was decided.": (
        "Lista as versões que esperam revisão, ou todas as de um fluxo com o que foi decidido."
    ),
    "Make an approved version live on a channel: now, at a time, or for a share on trial.": (
        "Põe no ar uma versão aprovada: agora, em um horário, ou para uma parcela em experiência."
    ),
    "Move running conversations to the version that is live; who could not go on stays.": (
        "Passa conversas abertas para a versão no ar; ficam as que não poderiam continuar."
    ),
    "Decide about a version that a share of new conversations is trying.": (
        "Decide sobre uma versão que parte das conversas novas está experimentando."
    ),
    "Publish the version on trial for every new conversation.": (
        "Publica a versão em experiência para todas as conversas novas."
    ),
    "End a trial; the conversations that it began finish on its version.": (
        "Encerra uma experiência; as conversas que ela começou terminam na versão dela."
    ),
    "Decide about publications that are planned for a time.": (
        "Decide sobre publicações marcadas para um horário."
    ),
    "Take a planned publication back.": "Cancela uma publicação marcada.",
    "Make live again what the channel published before.": (
        "Põe de novo no ar o que o canal publicava antes."
    ),
    "Show what is live where, on trial and to come, open conversations, and what waits.": (
        "Mostra o que está no ar, em experiência e por vir, as conversas abertas e o que espera."
    ),
    "Print a new key for FLUXO_SECRET_KEY; keep it where nobody else reads.": (
        "Mostra uma chave nova para FLUXO_SECRET_KEY; guarde-a onde ninguém mais lê."
    ),
    "Serve the customers who wait for a person.": "Atende os clientes que esperam uma pessoa.",
    "List tickets in the order in which they should be served.": (
        "Lista os chamados na ordem em que devem ser atendidos."
    ),
    "Take a waiting ticket; the customer is told who is there.": (
        "Assume um chamado à espera; o cliente fica sabendo quem o atende."
    ),
    "Write to the customer of a ticket that you have taken.": (
        "Escreve ao cliente de um chamado que você assumiu."
    ),
    "Close a ticket as solved; the flow goes on with the customer.": (
        "Encerra um chamado como resolvido; o fluxo continua com o cliente."
    ),
    "Put a ticket back to wait for somebody else.": "Devolve um chamado à fila.",
    "Look after the database of FLUXO_DATABASE_URL.": (
        "Cuida do banco de dados de FLUXO_DATABASE_URL."
    ),
    "Bring the database up to this release; a new SQLite file is made with its folder.": (
        "Atualiza o banco para esta versão; um arquivo SQLite novo é criado com sua pasta."
    ),
    "Copy a SQLite database to a new file, also while it is in use.": (
        "Copia um banco SQLite para um arquivo novo, mesmo em uso."
    ),
    "Say what is wrong with the database, and with the chain of the audit.": (
        "Diz o que há de errado no banco e na corrente da auditoria."
    ),
    "Keep what connections need and nobody may read; flows say {{secret:NAME}}.": (
        "Guarda o que as conexões usam e ninguém pode ler; nos fluxos, {{secret:NOME}}."
    ),
    "Lock a secret; its value is asked for, or read from a pipe, never an argument.": (
        "Guarda um segredo; o valor é perguntado ou lido da entrada, nunca um argumento."
    ),
    "List the names of the secrets and when they were set; never their values.": (
        "Lista os nomes dos segredos e quando foram gravados; nunca os valores."
    ),
    "Forget a secret.": "Apaga um segredo.",
    "Set up the places where customers write.": "Configura os lugares onde os clientes escrevem.",
    "List the channels with their settings.": "Lista os canais e suas configurações.",
    "Make a channel, or change what is given and leave the rest.": (
        "Cria um canal, ou muda o que foi dado e mantém o resto."
    ),
    "Say what this installation is missing and how to mend it.": (
        "Diz o que falta nesta instalação e como resolver."
    ),
    "Say whether a flow may call an address, and why, as an installation is by default.": (
        "Diz se um fluxo pode chamar um endereço, e por quê, na configuração padrão."
    ),
    "Keep the accounts of those who work with Fluxo.": (
        "Cuida das contas de quem trabalha com o Fluxo."
    ),
    "Make an account and print the link under which its person sets a password.": (
        "Cria uma conta e mostra o link com que a pessoa define a senha."
    ),
    "Print a link under which a person sets a new password; earlier links work no more.": (
        "Mostra um link para a pessoa definir uma nova senha; os links anteriores deixam de valer."
    ),
    "List the accounts with their roles.": "Lista as contas e seus papéis.",
    "Give an account these roles in place of the earlier ones; without any, it has none.": (
        "Dá a uma conta estes papéis no lugar dos anteriores; sem indicar nenhum, fica sem papel."
    ),
    "Close an account: its sign-ins, tokens and links end, what it did stays.": (
        "Encerra uma conta: seus acessos, chaves e links acabam; o que ela fez permanece."
    ),
    "Open a closed account again, with its roles and its password.": (
        "Reabre uma conta encerrada, com seus papéis e sua senha."
    ),
    "Keep API tokens; a command acts in the name of the one in FLUXO_TOKEN.": (
        "Cuida das chaves de API; o comando age em nome da chave em FLUXO_TOKEN."
    ),
    "Make a token and print it, this once.": "Cria uma chave e a mostra, só desta vez.",
    "List the tokens, also those of no use any more; never their texts.": (
        "Lista as chaves, também as que não valem mais; nunca o conteúdo delas."
    ),
    "End a token; programs that show it are refused from now on.": (
        "Encerra uma chave; programas que a usam passam a ser recusados."
    ),
    "Show and decide what holds for the whole installation.": (
        "Mostra e decide o que vale para toda a instalação."
    ),
    "Show the rules of the company.": "Mostra as regras da empresa.",
    "Decide whether somebody may approve a version of their own.": (
        "Decide se alguém pode aprovar uma versão própria."
    ),
    # options and arguments
    "The name or the e-mail address.": "O nome ou o e-mail.",
    "Where the builder answers, for the link.": "Onde o construtor atende, para o link.",
    "Written down with what they do.": "Fica anotado junto do que a pessoa fizer.",
    "To sign in with.": "Para entrar.",
    "designer, tester, approver, ops, attendant, supervisor, admin.": (
        "designer (desenho), tester (teste), approver (aprovação), ops (operação), attendant "
        "(atendimento), supervisor (supervisão), admin (administração)."
    ),
    "Whose token: name or e-mail address; that of FLUXO_TOKEN else.": (
        "De quem é a chave: nome ou e-mail; sem isto, de quem é a de FLUXO_TOKEN."
    ),
    "What it is for.": "Para que serve.",
    "What it may do, such as read_flows, test or submit.": (
        "O que ela permite, por exemplo read_flows, test ou submit."
    ),
    "How many days it works, 365 at most.": "Por quantos dias vale, no máximo 365.",
    "As fluxo token list says.": "Como aparece em fluxo token list.",
    "approve-own.": "approve-own.",
    "on or off.": "on ou off.",
    "Print the version and stop.": "Mostra a versão e encerra.",
    "The language of people: pt-BR or en.": "O idioma das pessoas: pt-BR ou en.",
    "Where the server listens.": "Onde o servidor atende.",
    "Where the demo keeps everything.": "Onde a demonstração guarda tudo.",
    "Open the builder in the browser.": "Abrir o construtor no navegador.",
    "Show the builder too.": "Mostrar também o construtor.",
    "Ask everybody to sign in, from the first account on.": (
        "Pedir que cada pessoa entre com sua conta, a partir da primeira."
    ),
    "Where the builder listens.": "Onde o construtor atende.",
    "Where the builder is shown.": "Onde o construtor aparece.",
    "Where the demo ERP of a new folder answers.": (
        "Onde o ERP de exemplo de uma pasta nova responde."
    ),
    "pt-BR or en.": "pt-BR ou en.",
    "Instead of FLUXO_HOST.": "No lugar de FLUXO_HOST.",
    "Instead of FLUXO_PORT.": "No lugar de FLUXO_PORT.",
    "Also carry out API calls and timers.": "Fazer também chamadas de API e temporizadores.",
    "Flows, or folders.": "Fluxos ou pastas.",
    "One JSON object on stdout.": "Um objeto JSON na saída padrão.",
    "Warnings fail too.": "Avisos também reprovam.",
    "Compare with docs/flow.schema.json instead.": "Comparar com docs/flow.schema.json.",
    "Write to this file.": "Gravar neste arquivo.",
    "The flow.": "O fluxo.",
    "The language of the conversation: pt-BR, en, ….": "O idioma da conversa: pt-BR, en, ….",
    "Show the nodes and what else happens.": "Mostrar os blocos e o que mais acontece.",
    "Flows, their tests, or folders; without any, all stored drafts.": (
        "Fluxos, seus testes ou pastas; sem nada, todos os rascunhos guardados."
    ),
    "The stored draft of this flow; may be repeated.": (
        "O rascunho guardado deste fluxo; pode ser repetido."
    ),
    "Also write JUnit XML to this file.": "Gravar também JUnit XML neste arquivo.",
    "Print the paths as conversation tests instead.": "Mostrar os caminhos como testes.",
    "Flows, workspace.yaml, or folders.": "Fluxos, workspace.yaml ou pastas.",
    "Who acts, for the audit; your user name otherwise.": (
        "Quem age, para a auditoria; sem isto, o seu usuário."
    ),
    "The version, such as boleto@3.": "A versão, como boleto@3.",
    "Only if this is the version's hash; fluxo reviews shows it.": (
        "Só se este for o hash da versão; fluxo reviews o mostra."
    ),
    "What changed, for the reviewer.": "O que mudou, para quem revisa.",
    "Why the warnings may stay.": "Por que os avisos podem ficar.",
    "Why, if there is more to say.": "Por quê, se houver mais a dizer.",
    "What is to change.": "O que deve mudar.",
    "All versions of this flow; otherwise what waits.": (
        "Todas as versões deste fluxo; sem isto, o que espera."
    ),
    "Where customers write.": "Onde os clientes escrevem.",
    "Why, for the audit.": "Por quê, para a auditoria.",
    "Only this queue.": "Só esta fila.",
    "Closed ones too.": "Também os encerrados.",
    "Such as ERP_TOKEN.": "Por exemplo, ERP_TOKEN.",
    "title=…, primary_color=#0b5fff, ….": "title=…, primary_color=#0b5fff, ….",
    "A site that may embed the chat; may be repeated.": (
        "Um site que pode mostrar o chat; pode ser repetido."
    ),
    "What kind of channel.": "O tipo de canal.",
    "Whether customers write here, or the company alone.": (
        "Se aqui escrevem clientes (production) ou só a empresa (test)."
    ),
    'Not now but then, such as "2026-12-01 09:00".': (
        'Não agora, mas então: por exemplo, "2026-12-01 09:00".'
    ),
    "On trial, for so many percent of new conversations.": (
        "Em experiência, para tantos por cento das conversas novas."
    ),
    "More percent of failures end the trial.": (
        "Uma porcentagem maior de falhas encerra a experiência."
    ),
    "More percent of abandoned ones end the trial.": (
        "Uma porcentagem maior de desistências encerra a experiência."
    ),
    "How many conversations the trial counts.": "Quantas conversas a experiência considera.",
    "Only say who could move and what would break.": (
        "Só diz quais poderiam passar e o que quebraria."
    ),
    "As fluxo status shows it.": "Como fluxo status mostra.",
}


# Any: Typer keeps the classes of its built commands and options to itself.
def translate_help(command: Any) -> None:
    """Put the help of a command, its options and its sub-commands into Portuguese."""
    command.help = PORTUGUESE.get(command.help, command.help)
    for part in command.params:
        known = str(getattr(part, "help", None))
        if known in PORTUGUESE:
            part.help = PORTUGUESE[known]
    for inner in getattr(command, "commands", {}).values():
        translate_help(inner)
