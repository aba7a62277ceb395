# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501  (one message a line reads better)
"""Made-up messages for the message check: real ones of everyday kinds, and tricks of every kind known.

Written for this project from published descriptions. Names are made up; domains of real organisations
stand only where the check has to tell them from imitations.
"""

from __future__ import annotations

import base64
from email.message import EmailMessage


def mail(
    sender: str, subject: str, text: str = "", html: str = "", to: str = "Ex Client <ex-client@example.com>",
    headers: dict[str, str] | None = None, files: tuple[tuple[str, str, bytes], ...] = (),
) -> bytes:  # fmt: skip
    """An .eml; `files`: (name, type, bytes)."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    for name, value in (headers or {}).items():
        message[name] = value
    if text or not html:
        message.set_content(text)
    if html:
        if text:
            message.add_alternative(html, subtype="html")
        else:
            message.set_content(html, subtype="html")
    for name, kind, data in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def link(target: str, words: str) -> str:
    """A link of HTML mail."""
    return f'<a href="{target}">{words}</a>'


LEGITIMATE: dict[str, bytes] = {
    "bank-notice": mail(
        "Chase <no.reply.alerts@chase.com>", "Your statement is ready",
        html="<p>Dear Ex Client,</p><p>Your credit card statement is ready. Your payment is due on the 15th. "
        + link("https://www.chase.com/login", "Sign in to view your statement") + "</p><p>Never share your password.</p>",
        headers={"Return-Path": "<bounce@alerts.chase.com>"},
    ),
    "bank-alert-es": mail(
        "BBVA <avisos@bbva.com>", "Aviso de seguridad: nuevo inicio de sesión",
        html="<p>Hola:</p><p>Hemos detectado un acceso a su cuenta desde un nuevo dispositivo. Si no fue usted, "
        + link("https://www.bbva.es/ayuda", "revise su actividad") + ". Nunca le pediremos su clave.</p>",
    ),
    "password-reset": mail(
        "GitHub <noreply@github.com>", "[GitHub] Please reset your password",
        "We heard that you lost your password. Use this link within 24 hours to reset it: "
        "https://github.com/password_reset/abc123\nIf you did not ask for this, ignore this mail.",
    ),
    "code": mail(
        "Google <no-reply@accounts.google.com>", "Your verification code",
        "Your verification code is 482913. Do not share this code with anyone. It expires in 10 minutes.",
    ),
    "small-service-reset": mail(
        "Harbor Yoga <hello@harboryoga.example.com>", "Confirm your email address",
        html="<p>Hi Ex, thanks for signing up.</p>"
        + link("https://app.harboryoga.example.com/confirm?t=1", "Confirm your account") + "<p>The link expires in 48 hours.</p>",
        headers={"Return-Path": "<bounces@em123.sendgrid.net>"},
    ),
    "parcel": mail(
        "UPS <mcinfo@ups.com>", "UPS Update: Package scheduled for delivery tomorrow",
        html="<p>Your package is on the way. Delivery attempt tomorrow before 7 PM.</p>"
        + link("https://www.ups.com/track?loc=en_US", "Track your package"),
    ),
    "parcel-shop-es": mail(
        "Tienda Luna <pedidos@tiendaluna.es>", "Su pedido ha sido enviado",
        html="<p>Hola, Ana: su pedido 1042 va en camino con Correos. Entrega prevista: martes.</p>"
        + link("https://www.correos.es/es/es/herramientas/localizador", "Seguir mi envío") + " "
        + link("https://www.tiendaluna.es/cuenta", "Ver mi pedido"),
    ),
    "receipt": mail(
        "Corner Books <receipts@cornerbooks.example>", "Your receipt",
        html="<p>Thank you for your order. Order ID 55120. Total $18.40, charged to your card ending 1111.</p>"
        + link("https://cornerbooks.example/orders/55120", "View your order") + "<p>Questions? Call us at 555-0100.</p>",
    ),
    "newsletter-own-links": mail(
        "The Garden Letter <news@gardenletter.com>", "10 plants that love shade",
        html="<p>Spring is here. This week: free seed guide, and our readers' favourites.</p>"
        + link("https://gardenletter.com/shade", "Read more") + link("https://gardenletter.com/unsubscribe", "Unsubscribe"),
        headers={"List-Unsubscribe": "<https://gardenletter.com/unsubscribe>"},
    ),
    "newsletter-by-service": mail(
        "Northside Library <library@northside.org>", "What's on in May",
        html="<p>Story hour, free workshops and a book sale. Register now, places are limited.</p>"
        + link("https://northside.us4.list-manage.com/track/click?u=1", "See all events")
        + link("https://northside.us4.list-manage.com/unsubscribe?u=1", "Unsubscribe"),
        headers={"Return-Path": "<bounce-mc.us4_1@mail4.atl1.mcsv.net>"},
    ),
    "newsletter-links-abroad": mail(
        "Weekly Reader <editor@weeklyreader.com>", "Five things worth reading",
        html="<p>Five articles we liked this week, on music, soil, courts and chess.</p>"
        + "".join(link(f"https://paper{n}.com/story-{n}", f"Story {n}") for n in range(5))
        + link("https://weeklyreader.com/unsubscribe", "Unsubscribe"),
        headers={"List-Unsubscribe": "<https://weeklyreader.com/u>"},
    ),
    "shop-offer": mail(
        "Marlow Shoes <offers@e.marlowshoes.com>", "Last chance: 20% off ends tonight",
        html="<p>Our spring sale ends today. Free shipping on orders over $50. Use code SPRING.</p>"
        + link("https://click.e.marlowshoes.com/?qs=abc", "Shop now") + link("https://click.e.marlowshoes.com/?qs=u", "Unsubscribe"),
    ),
    "friend-free-mail": mail(
        "Ana Ex <ana.ex@gmail.com>", "photos from Sunday",
        "Hi! Here are the photos from Sunday: https://photos.google.com/share/abc\nSee you Thursday, Ana",
    ),
    "friend-shares-article": mail(
        "Ben Ex <ben.ex@yahoo.com>", "thought of you", "Look at this recipe: https://www.seriouseats.com/lentil-soup - B",
    ),
    "friend-es": mail(
        "Lucía Ex <lucia.ex@hotmail.com>", "Cumple de mamá",
        "Hola, ¿vienes el sábado? La dirección es la de siempre. Trae las fotos del viaje. Besos, Lucía",
    ),
    "colleague": mail(
        "Sam Ex <sam@acmetools.com>", "Re: Q3 budget",
        "Please see the attached draft. We need the bank details of the supplier by Friday; the deadline is urgent. "
        "I also put it at https://acmetools.sharepoint.com/q3\n\nOn Mon, Kim wrote:\n> Where is the draft?",
        files=(("budget.pdf", "application/pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"),),
    ),
    "invoice": mail(
        "Ortiz Plumbing <office@ortizplumbing.com>", "Invoice 2231",
        "Dear Ex Client, your invoice is attached. Payment is due within 30 days. Thank you for your business.",
        files=(("invoice-2231.pdf", "application/pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"),),
    ),
    "school": mail(
        "Maple School Office <office@mapleschool.k12.wa.us>", "Early dismissal Friday",
        "Dear parents, school closes at noon on Friday. Please confirm pick-up with the office.",
        to="undisclosed-recipients:;",
    ),
    "clinic": mail(
        "Harbor Clinic <appointments@harborclinic.org>", "Appointment reminder",
        html="<p>You have an appointment on Tuesday at 3. " + link("https://portal.harborclinic.org/a/1", "Confirm or cancel") + "</p>",
    ),
    "docusign": mail(
        "Rivera Law via DocuSign <dse@docusign.net>", "Complete with DocuSign: Engagement letter",
        html="<p>Rivera Law sent you a document to review and sign.</p>" + link("https://na3.docusign.net/Signing/?a=1", "REVIEW DOCUMENT"),
    ),
    "shared-drive": mail(
        "Kim Ex (via Google Docs) <drive-shares-noreply@google.com>", 'Document shared with you: "Minutes"',
        html="<p>Kim Ex has shared a document with you.</p>" + link("https://docs.google.com/document/d/1/edit", "Open"),
        headers={"Reply-To": "Kim Ex <kim.ex@gmail.com>"},
    ),
    "streaming": mail(
        "Netflix <info@account.netflix.com>", "Your payment was declined",
        html="<p>Hi Ex, your account is on hold because we could not process your payment. Update your payment details.</p>"
        + link("https://www.netflix.com/youraccountpayment", "Update account"),
    ),
    "job": mail(
        "Dana Ex <dana@brightstaff.com>", "Interview on Wednesday",
        "Dear Ex, thank you for your application. We would like to invite you to an interview on Wednesday at 10. Dana",
    ),
    "tax-office": mail(
        "IRS <irs@service.govdelivery.com>", "IRS Tax Tip: Get ready for filing season",
        html="<p>Tax refund facts and deadlines.</p>" + link("https://www.irs.gov/newsroom", "Read more on IRS.gov"),
    ),
    "mailing-list": mail(
        "Jo Ex <jo@coolhost.net>", "Re: [users] make fails",
        "> it fails here\nTry the patch at https://bugs.debian.org/1 and update your account settings.",
        headers={"List-Id": "<users.lists.sample.org>", "Reply-To": "users@lists.sample.org"},
    ),
    "german": mail(
        "Stadtwerke Musterstadt <service@stadtwerke-musterstadt.de>", "Ihre Rechnung ist da",
        html="<p>Guten Tag Frau Ex, Ihre Rechnung liegt im Kundenkonto bereit.</p>"
        + link("https://www.stadtwerke-musterstadt.de/konto", "Zum Kundenkonto"),
    ),
    "french": mail(
        "Mairie de Villeneuve <contact@mairie-villeneuve.fr>", "Conseil municipal",
        "Bonjour, le prochain conseil municipal aura lieu mardi. Bien à vous.",
    ),
    "portuguese": mail(
        "Escola Sol <contato@escolasol.com.br>", "Reunião de pais",
        "Olá, a reunião de pais será na quinta-feira. Atenciosamente, Escola Sol.",
    ),
    "court-clerk": mail(
        "Clerk, Kitsap County <clerk@co.kitsap.wa.us>", "Hearing date",
        "Your hearing is set for May 4 at 9:00. Bring the protection order. Case number 24-2-00001-1.",
    ),
    "advocate": mail(
        "Advocate, Harbor House <advocate@harborhouse.org>", "Checking in",
        "Hi, is it still all right to write here? Call me when you can, and I can help you with the order.",
    ),
}  # fmt: skip
LEGITIMATE |= {
    "bounce-example": mail(
        "Mail Delivery Subsystem <mailer-daemon@mail.ex-harbor.org>", "Delivery Status Notification (Delay)",
        "Delivery to somebody@google.example.com has been delayed. See http://google.example.com for help.",
        headers={"Return-Path": "<>"},
    ),
    "passed-on-outlook": mail(
        "Ex Colleague <ex.colleague@ex-harbor.org>", "FW: Friday", to="Ex Client <ex-client@ex-harbor.org>",
        text="From: Charles Ex [mailto:charles.ex@ex-church.org]\nSent: Monday\nTo: Ex Colleague\nSubject: Friday\n\nThe party is on Friday at six.January.Here is the list.",
    ),
    "house-network": mail(
        "Ex Office <office@ex-harbor.org>", "New printer", "The printer is set up. Its page is http://192.168.4.20/setup", to="Ex Client <ex-client@ex-harbor.org>",
    ),
    "signed-note": mail(
        "ex.friend@ex-harbor.org", "hi", "See you at six.", files=(("signature.asc", "application/pgp-signature", b"-----BEGIN PGP SIGNATURE-----"),),
    ),
    "long-link": mail(
        "Ex Friend <ex.friend@ex-harbor.org>", "a long one",
        html="<p>Look: " + link("https://www.ex-long.org/view/1", "https://www.ex-long.org/view/1") + " or " + link("https://www.ex-long.org/view/1", "the long one") + "</p>",
    ),
    "no-answer-address": mail("Ex Tester <ex.tester@me.nowhere>", "Testing", "A test.", headers={"Reply-To": "ex.tester@me.nowhere"}),
}  # fmt: skip


LEGITIMATE_TEXTS: dict[str, str] = {
    "sms-code": "Your Uber code is 4821. Never share this code.",
    "sms-appointment": "Reminder: appointment with Dr. Ex on 5/4 at 3:00 PM. Reply C to confirm.",
    "sms-friend": "running 10 min late, order me a coffee?",
    "sms-parcel": "USPS: your package was delivered at 2:14 PM at the front door.",
    "sms-es": "Hola, ya llegué. ¿Compro pan?",
    "sms-es-cita": "Clínica Sol: le recordamos su cita el martes a las 10:00. Responda SI para confirmar.",
    "sms-pharmacy": "CVS Pharmacy: your prescription is ready for pickup.",
    "link-known": "https://www.wikipedia.org/wiki/Harbor",
    "sms-mom": "Dinner at 6? Bring Sam. Love you",
}

TRICKS: dict[str, bytes] = {
    "account-suspended": mail(
        "PayPal Support <service@secure-mail-center.com>", "Your account has been limited",
        html="<p>Dear customer, your account is suspended. Verify your information within 24 hours.</p>"
        + link("http://secure-mail-center.com.verify-login.ru/paypal", "Log in to PayPal"),
    ),
    "own-domain-lookalike": mail(
        "Microsoft account team <no-reply@rnicrosoft.com>", "Unusual sign-in activity",
        html="<p>We detected something unusual.</p>" + link("https://rnicrosoft.com/account", "Review recent activity"),
    ),
    "homograph": mail("Apple <id@xn--pple-43d.com>", "Your Apple ID", html=link("https://xn--pple-43d.com/x", "Sign in")),
    "netflix-free-host": mail(
        "Netflix <billing@streamhelp.info>", "Payment declined",
        html="<p>We could not process your payment. Update your details or your membership will be cancelled.</p>"
        + link("https://netflx-update.web.app/pay", "Update now"),
    ),
    "bank-es": mail(
        "Banco Santander <avisos@clientes-seguros.top>", "Su cuenta ha sido bloqueada",
        html="<p>Estimado cliente: su cuenta ha sido bloqueada por seguridad. Verifique sus datos de inmediato.</p>"
        + link("https://clientes-seguros.top/acceso", "Verificar ahora"),
    ),
    "parcel-es": mail(
        "Correos <info@envios-espana.click>", "Su paquete está retenido",
        html="<p>Su paquete está retenido en aduana. Pague 1,99 € de tasa.</p>" + link("https://envios-espana.click/p", "Pagar"),
    ),
    "parcel-nobody": mail(
        "Delivery Desk <desk@mailer77.net>", "Delivery attempt failed",
        html="<p>Your parcel could not be delivered. Confirm your address and pay the fee.</p>" + link("https://bit.ly/3abc", "Schedule"),
    ),
    "tax-refund": mail(
        "IRS Refund Department <irs.refund@gmail.com>", "Tax refund notification",
        html="<p>You are eligible for a tax refund of $812.50. Click here to claim within 3 days.</p>" + link("https://irs-refund.weebly.com", "Claim refund"),
    ),
    "mailbox": mail(
        "IT Helpdesk <admin@webmail-upgrade.biz>", "Password expires today",
        html="<p>Your password expires today. Keep the same password below.</p>" + link("https://storage.googleapis.com/k/login.html", "Keep same password"),
    ),
    "shared-document": mail(
        "Accounts <ap@oldfirm.com>", "Payment advice",
        html="<p>A secure document was shared with you.</p>" + link("https://oldfirm-files.r2.dev/view.html", "View document"),
        headers={"Reply-To": "pay@other-mail.net"},
    ),
    "html-attachment": mail(
        "Accounts <ap@oldfirm.com>", "Voicemail from +1 555 0100", "You have a new voice message. See the attached file.",
        files=(("voicemail.html", "text/html", b"<form action='http://x.example'><input type=password name=p></form>"),),
    ),
    "smuggling": mail(
        "Scan <scan@oldfirm.com>", "Scanned document", "Open the document.",
        files=(("scan.html", "text/html", b"<script>var b=new Blob([atob('" + base64.b64encode(b"MZ" * 50) + b"')]);a.download='x.iso'</script>"),),
    ),
    "double-extension": mail("Ex <ex@oldfirm.com>", "Photo", "see photo", files=(("photo.jpg.exe", "image/jpeg", b"MZ\x90\0"),)),
    "turned-name": mail("Ex <ex@oldfirm.com>", "Report", "see report", files=(("report\u202efdp.exe", "application/pdf", b"MZ\x90\0"),)),
    "program-as-pdf": mail("Ex <ex@oldfirm.com>", "Invoice", "see invoice", files=(("invoice.pdf", "application/pdf", b"MZ\x90\0\x03"),)),
    "sextortion": mail(
        "Anon <anon@randomhost.biz>", "I know your password hunter2",
        "I hacked your device and recorded you with your webcam while you visited an adult site. Pay $900 in bitcoin "
        "to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq or I send the video to all your contacts.",
    ),
    "sextortion-es": mail(
        "Anon <anon@randomhost.biz>", "Tu cuenta fue hackeada",
        "Soy un hacker. Te grabé con la cámara de tu computadora. Paga 800 dólares en bitcoin o envío el video a todos tus contactos.",
    ),
    "advance-fee": mail(
        "Mrs. Ex Smith <mrs.smith@yahoo.com>", "Dear beloved",
        "I am a widow with cancer. My late husband left the sum of $4.5 million dollars. I want you to be the beneficiary.",
        headers={"Reply-To": "smith.fund@outlook.com"},
    ),
    "loan": mail("Loan Desk <loans@aol.com>", "Loan offer", "Apply for a loan at 2% interest rate. Reply for more. Personal and business loan."),
    "gift-card": mail(
        "Pastor Ex <pastor.ex001@gmail.com>", "Are you available?",
        "I'm in a meeting. Can you get 5 Apple gift cards from the store? Scratch and send me the codes. I will reimburse you.",
    ),
    "bec": mail(
        "CEO Ex <ceo.office77@gmail.com>", "Urgent", "Are you at your desk? I need a quick favor, can't talk.",
    ),
    "payment-change": mail(
        "Ortiz Plumbing <office@ortizplumbing-billing.com>", "New bank details",
        "Please note our bank details have changed. Pay to the new account from today.",
    ),
    "payroll": mail("Sam Ex <sam.ex9@outlook.com>", "Direct deposit", "Hi, I want to change my direct deposit before the next payroll."),
    "callback": mail(
        "Geek Squad Billing <billing4432@gmail.com>", "Renewal invoice",
        "Your subscription has been renewed and $399.99 will be charged. If you did not authorize this, call us at +1 888 555 0100.",
    ),
    "crypto": mail(
        "MetaMask <no-reply@newsdesk.shop>", "Verify your wallet", html="<p>Your wallet will be suspended. Enter your recovery phrase.</p>" + link("https://mm-verify.pages.dev", "Verify"),
    ),
    "prize": mail(
        "Costco Rewards <win@supply9x2k.com>", "You have been selected", html="<p>Complete this short survey and claim your reward.</p>" + link("https://t.ly/abc", "Start"),
    ),
    "picture": mail("Deals <deals@gqxkzvbn.com>", "Re: your order", html=link("https://a8.gqxkzvbnt.top/r", '<img src="https://i.imgur.com/1.jpg">')),
    "link-says-other": mail(
        "Customer Care <care@oldfirm.com>", "Statement", html="<p>See your statement.</p>" + link("http://203.0.113.7/chase/login", "https://www.chase.com/login"),
    ),
    "userinfo": mail("Care <care@oldfirm.com>", "Notice", html=link("https://www.paypal.com@203.0.113.9/x", "Open")),
    "data-link": mail("Care <care@oldfirm.com>", "Notice", html=link("data:text/html;base64,PGgxPmhpPC9oMT4=", "Open document")),
    "form": mail("Care <care@oldfirm.com>", "Confirm", html="<form action='https://x.test'><input type='password' name='pw'></form>"),
    "qr": mail("HR <hr@benefits-portal.work>", "New policy", html="<p>Scan the QR code with your smartphone to review and sign the document.</p>" + link("https://benefits-portal-sign.netlify.app", "Open")),
    "german-bank": mail(
        "Sparkasse <info@kundenportal-aktuell.com>", "Wichtig: Ihr Konto wird gesperrt",
        html="<p>Sehr geehrter Kunde, bestätigen Sie Ihre Daten umgehend, sonst wird Ihr Konto gesperrt.</p>" + link("https://kundenportal-aktuell.com/s", "Jetzt bestätigen"),
    ),
    "dutch": mail("ING Bank <info@klant-veilig.nl>", "Uw bankpas verloopt", html="<p>Geachte klant, uw bankpas wordt geblokkeerd. Bevestig direct.</p>" + link("https://klant-veilig.nl/i", "Bevestig")),
    "italian": mail("Poste Italiane <info@avviso-clienti.com>", "Conto sospeso", html="<p>Gentile cliente, il suo conto è sospeso. Verifica subito i tuoi dati.</p>" + link("https://avviso-clienti.com/v", "Accedi")),
    "french-fine": mail("Antai <amende@dossier-paiement.com>", "Amende impayée", html="<p>Vous avez une amende impayée. Cliquez pour payer sous 48h.</p>" + link("https://dossier-paiement.com/a", "Payer")),
    "logger": mail("Ex Friend <ex.friend@gmail.com>", "your photo", "is this you in the photo? https://grabify.link/AB12CD"),
    "nested-forward": b"",
    "only-a-link": mail("Ex Person <ex.person.81@gmail.com>", "", "https://drive.google.com/file/d/1AbCdEfGhIj/preview"),
    "sum-in-a-form": mail(
        "Ex Events <no-reply@events.ex-harbor.com>", "Confirm your account",
        "Hello +$4,811 ➡ https://ok.me/aB12, one last step to confirm your account. https://events.ex-harbor.com/c/1",
    ),
    "file-by-lot": mail(
        "Ex Sender <ex.sender.5@gmail.com>", "Information in attachment", "See the file.",
        files=(("aZ7tKq2Bx.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n"),),
    ),
    "capital-i": mail(
        "Message Service <desk@ex-mailing.com>", "Reminder: your PayPaI account", "Open the file.",
        files=(("case.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n"),),
    ),
    "free-host-sender": mail(
        "Ex Offers <no-reply@ex-sleep-11e56.firebaseapp.com>", "Better sleep", "Read more: https://ex-body.site/a",
    ),
    "strayed": mail(
        "Message from the club <noreply@dhl.com>", "We have a surprise", html="<p>We have a surprise for you.</p>" + link("https://top-market-place.com/a", "Open"),
    ),
    "false-office-pt": mail("Suporte Clientes <ex.clientes.22@gmail.com>", "Aviso importante", "Alerta: compra em análise. Para confirmar digite 1."),
    "gov-look": mail("Ex Viagem <noreply@exviagemgov.com>", "Seu código foi gerado", html="<p>Finalize hoje.</p>" + link("https://pay.exviagemgov.com/p", "Pagar")),
    "free-mail-button": mail(
        "Ex Security <info@ex-shoes.com>", "Unusual sign-in", html="<p>Somebody signed in. " + link("mailto:ex.report.10@gmail.com?subject=Report", "Report the user") + "</p>",
    ),
    "forwarded-de": mail(
        "Ex Client <ex-client@example.com>", "Fw: Aviso",
        "De: Netflix <aviso@ex-correo.site>\nEnviado: domingo\nPara: ex-client@example.com\nAsunto: Su cuenta fue suspendida\n\n"
        "Verifique su cuenta en https://ex-correo.site/n",
    ),
    "calendar": mail(
        "Ex Person <ex.person@ex-school.edu.ex>", "Invitation: delivery approved for shipment", "Delivery approved for shipment. https://calendar.google.com/calendar/event?eid=1",
        files=(("invite.ics", "text/calendar", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"),),
    ),
    "forum-goods": mail("News <ex.supply.9@gmail.com>", "New tools just in: cPanels, SMTPs, RDPs", "Buy cPanels, SMTPs and RDPs. All valid."),
}  # fmt: skip


TRICK_TEXTS: dict[str, str] = {
    "sms-parcel": "USPS: your package is on hold due to an incomplete address. Update now: https://usps-redelivery.top/i",
    "sms-toll": "E-ZPass: you have an unpaid toll of $6.99. Pay within 24 hours to avoid penalties: https://ezpass-tolls.vip/pay",
    "sms-bank": "Chase Bank: your account is locked. Verify at http://chase-secure-login.info",
    "sms-es-banco": "BBVA: su cuenta ha sido suspendida. Verifique sus datos en https://bbva-seguridad.online",
    "sms-es-correos": "Correos: su envio esta retenido, pague 1,99 de aduana en https://correos-pago.info/x",
    "sms-mum": "Hi Mum, I lost my phone, this is my new number. Can you text me on WhatsApp?",
    "sms-mama": "Hola mamá, se me rompió el celular, este es mi nuevo número. ¿Me puedes hacer una transferencia?",
    "code": "Hey, I sent you a code by mistake, can you send me the code?",
    "code-es": "Hola, te envié un código por error, ¿me pasas el código que te llegó?",
    "job": "We are hiring! Work from home, earn up to $500 per day, no experience. Contact on WhatsApp.",
    "job-es": "Trabajo desde casa, gane hasta 300 dólares al día, sin experiencia. Escriba por WhatsApp.",
    "photo": "omg is this you in this video? https://vid-share.cc/w?id=1",
    "photo-es": "mira esta foto, ¿eres tú? http://fotos-ver.site/1",
    "friend-of": "Hi, I'm a friend of Ana, this is my new number. She asked me to tell you something, where are you?",
    "apk": "Install this app so the school can reach you: http://files.school-app.site/app.apk",
    "locate": "Please accept the invite and share your location with me: https://loc-share.app.link/x",
    "remote": "Microsoft support: your computer has a virus. Download AnyDesk and call us at 1-888-555-0100",
    "threat": "Answer me or you will regret it. I know where you live.",
    "threat-es": "Contéstame o te vas a arrepentir. Sé dónde vives.",
    "images": "Send me $300 or I send your nudes to your family",
    "images-es": "Si no me pagas publico tus fotos íntimas",
    "link-lookalike": "https://paypa1.com/signin",
    "link-inside": "http://paypal.com.account-verify.ru/login",
    "link-ip": "http://203.0.113.5/secure",
    "link-inside-everyday": "https://chase.com.account-verify.info/login",
    "link-in-capitals": "Look: PAYPA1.COM",
    "link-capital-ending": "Look: www.Paypa1.Com now",
    "link-at-home": "Sign in at http://192.168.1.50/login",
    "house-name": "Sign in at http://paypal.home/login",
    "sms-call": "Zelle: did you send $500? Call 1-888-555-0100 now. Reply YES",
    "sms-mama-dinero": "Hola mamá, necesito que me deposites 8000 hoy, es urgente",
    "link-short": "https://bit.ly/2xyzAbc",
    "giftcard": "It's your boss. Can you buy 3 Google Play card for a client right now? Send me the codes.",
    "forwarded": "---------- Forwarded message ---------\nFrom: Netflix <help@nflx-billing.info>\nDate: Mon\nSubject: Payment failed\nTo: me\n\nYour membership is on hold. Update your payment information: https://nflx-billing.info/x",
}

TRICKS["nested-forward"] = (
    b"From: Ex Client <ex-client@example.com>\nTo: desk@example.org\nSubject: Fwd: is this real?\n"
    b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nIs this real?\n'
    b"--b\nContent-Type: message/rfc822\n\n" + TRICKS["account-suspended"] + b"\n--b--\n"
)
