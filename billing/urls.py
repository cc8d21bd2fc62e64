from django.urls import path

from billing.views import details, invoices, pay, plan, receipts, receive

urlpatterns = [
    path("payments/<id:uid>/", pay.pay, name="pay"),
    path("payments/<id:uid>/start/", pay.start, name="start_payment"),
    path("payments/<id:uid>/declare/", pay.declare, name="declare_payment"),
    path("payments/<id:uid>/play/", pay.play, name="play_payment"),
    path("payments/<id:uid>/receipt/", receipts.of_charge, name="receipt"),
    path("payments/<id:uid>/receipt/<id:receipt>/", receipts.file_for_client, name="receipt_pdf"),
    path("practice/payments/", receive.overview, name="received"),
    path("practice/payments/<id:uid>/received/", receive.answer, {"said": "received"}, name="payment_received"),
    path(
        "practice/payments/<id:uid>/not-received/",
        receive.answer,
        {"said": "not-received"},
        name="payment_not_received",
    ),
    path("practice/refunds/<id:uid>/sent/", receive.refund_sent, name="refund_sent"),
    path("practice/invoices/", invoices.overview, name="invoices"),
    path("practice/invoices/statement/", invoices.statement, name="statement"),
    path("practice/invoices/<id:uid>/", invoices.invoice, name="invoice"),
    path("practice/invoices/<id:uid>/pdf/", invoices.file, {"kind": "pdf"}, name="invoice_pdf"),
    path("practice/invoices/<id:uid>/xml/", invoices.file, {"kind": "xml"}, name="invoice_xml"),
    path("practice/plan/", plan.plan, name="plan"),
    path("practice/plan/change/<slug:slug>/", plan.change, name="change_plan"),
    path("practice/plan/cancel/", plan.cancel, name="cancel_plan"),
    path("practice/plan/keep/", plan.keep, name="keep_plan"),
    path("practice/plan/activate/", plan.activate, name="activate"),
    path("practice/payout/", receive.payout, name="payout"),
    path("practice/billing-details/", details.details, name="billing_details"),
    path("practice/receipts/", details.receipts, name="receipts"),
    path("practice/receipts/<id:uid>/", receipts.file_for_counsellor, name="written_receipt"),
]
